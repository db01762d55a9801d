/** What other tools send: a text, or a file of the workspace, or a text for its place. */
import { basename, dirname } from 'node:path';
import type { Catalogue } from '@pipewright/catalogue';
import { type InputKind, kindIds, kindOf, recogniseInput } from '@pipewright/formats';
import type { Target } from '@pipewright/graph';
import { Refusal } from '../errors/app-error.ts';
import type { TextFiles } from '../trpc/context.ts';
import { containedPath } from '../workspace/contained-path.ts';
import type { WorkspaceFiles } from '../workspace/workspace-files.ts';
import { PIPELINES_FOLDER } from '../workspace/workspace-folder.ts';

export interface SourceInput {
  /** Relative to the workspace; relative paths in the text start from its folder. */
  readonly path?: string | undefined;
  /** Absent: what the file at `path` holds. */
  readonly text?: string | undefined;
  /** How the input is called; by default as the file at `path`. */
  readonly fileName?: string | undefined;
  /** Absent: recognised by the content. */
  readonly kind?: string | undefined;
}

export type KnownInput = Exclude<InputKind, { readonly kind: 'unknown' }>;

export interface Source {
  readonly text: string;
  readonly fileName: string;
  readonly input: KnownInput;
  /** Absolute; what relative paths start from. */
  readonly folder: string;
}

export interface ExchangeParts {
  readonly workspace: string;
  readonly files: WorkspaceFiles;
  readonly textFiles: TextFiles;
  readonly catalogueOf: (target: Target) => Promise<Catalogue>;
}

/** Refuses ways out of the workspace, files that are not there, and texts of no known kind. */
export async function readSource(input: SourceInput, parts: ExchangeParts): Promise<Source> {
  const place = await containedPath(parts.workspace, input.path ?? `${PIPELINES_FOLDER}/unsaved`);
  const text = input.text ?? (await textAt(input.path, parts));
  const fileName =
    input.fileName ?? (input.path === undefined ? nameFor(text) : basename(input.path));
  return { text, fileName, input: kindIn(input.kind, fileName, text), folder: dirname(place) };
}

async function textAt(path: string | undefined, { textFiles }: ExchangeParts): Promise<string> {
  if (path === undefined) {
    throw new Refusal('bad-request', 'Send a text, or the path of a file in the workspace.');
  }
  return (await textFiles.open(path)).text;
}

function kindIn(id: string | undefined, fileName: string, text: string): KnownInput {
  const kind: InputKind | undefined =
    id === undefined ? recogniseInput(fileName, text) : kindOf(id);
  if (kind === undefined || kind.kind === 'unknown') {
    const kinds = kindIds().join(', ');
    throw new Refusal(
      'bad-request',
      id === undefined
        ? `"${fileName}" is nothing that is known here. If it is one of ${kinds}, say so with its kind or format.`
        : `There is no kind "${id}". There are ${kinds}.`,
    );
  }
  return kind;
}

/** DeepStream tells INI and YAML apart by the suffix, which a text alone does not have. */
function nameFor(text: string): string {
  const isYaml = /^(?:%YAML|[\w-]+:(?:\s|$))/m.test(text) && !/^\s*\[[\w-]+\]/m.test(text);
  return isYaml ? 'pipeline.yml' : 'pipeline.txt';
}
