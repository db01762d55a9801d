/** Pipelines of other formats as documents. */
import { catalogueFor } from '@pipewright/catalogue';
import {
  type FormatNote,
  type ImportFormat,
  type ImportResult,
  kindInWords,
} from '@pipewright/formats';
import { printDocument, type Target } from '@pipewright/graph';
import { diagnosticOfNote } from '@pipewright/rules';
import { Refusal } from '../errors/app-error.ts';
import { type ExchangeParts, readSource, type Source, type SourceInput } from './source.ts';

interface ReadOptions {
  readonly target?: Partial<Target> | undefined;
  /** Texts of files that the input names, by the paths that it names them by. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}

export interface ImportInput extends Omit<SourceInput, 'kind'>, ReadOptions {
  readonly format?: string | undefined;
}

export interface ImportReport {
  readonly format: string;
  /** One or more: a script may hold several commands. */
  readonly pipelines: readonly {
    readonly name: string;
    /** The document, ready to be saved. */
    readonly text: string;
    readonly notes: readonly FormatNote[];
  }[];
}

/** Refuses with every diagnostic when the input can't be read. */
export async function importSource(
  input: ImportInput,
  parts: ExchangeParts,
): Promise<ImportReport> {
  const { format: kind, ...rest } = input;
  const source = await readSource({ ...rest, kind }, parts);
  if (source.input.kind !== 'foreign') {
    throw new Refusal(
      'bad-request',
      `"${source.fileName}" is ${kindInWords(source.input)}, which is not imported. If it is a pipeline in another format, name the format.`,
    );
  }
  const { format } = source.input;
  const result = await readForeign(source, format, input, parts);
  if (!result.ok) {
    const diagnostics = result.errors.map((error) => diagnosticOfNote(error, 'unreadable-input'));
    throw new Refusal(
      'bad-request',
      `"${source.fileName}" can not be imported: ${diagnostics[0]?.message ?? ''}`,
      { diagnostics },
    );
  }
  return {
    format: format.id,
    pipelines: result.pipelines.map(({ document, notes }) => ({
      name: document.name,
      text: printDocument(document),
      notes,
    })),
  };
}

/** Files that the input names come from the call first, then from the workspace or the SDK. */
export function readForeign(
  { text, fileName, folder }: Source,
  format: ImportFormat,
  { target = {}, files = {} }: ReadOptions,
  parts: ExchangeParts,
): Promise<ImportResult> {
  return format.read(
    { text, fileName },
    {
      catalogueFor,
      target,
      readFile: async (path) =>
        Object.hasOwn(files, path) ? files[path] : textOfFile(path, folder, parts),
    },
  );
}

/** Undefined for what is not there, too large, or not to be shown. */
export async function textOfFile(
  path: string,
  folder: string,
  { files }: ExchangeParts,
): Promise<string | undefined> {
  const facts = (await files.factsFrom(folder, [path])).get(path);
  return facts?.exists === true ? facts.text : undefined;
}
