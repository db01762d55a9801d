/** Pipelines in the forms that other tools take. */
import type { Catalogue } from '@pipewright/catalogue';
import {
  bundlePipeline,
  type ExportedFile,
  type ExportProfile,
  exportFormat,
  exportFormats,
  type FormatError,
  type FormatNote,
  fileBase,
  isLoss,
  kindInWords,
} from '@pipewright/formats';
import { type PipelineDocument, type PropertyValue, parseDocument } from '@pipewright/graph';
import { diagnosticOfDocumentError, diagnosticOfNote } from '@pipewright/rules';
import { Refusal } from '../errors/app-error.ts';
import { packWithFiles } from './bundle-files.ts';
import { readForeign, textOfFile } from './import-source.ts';
import { type ExchangeParts, readSource, type Source, type SourceInput } from './source.ts';

export const BUNDLE_FORMAT = 'bundle';

export interface ExportInput extends SourceInput {
  /** An export format's id, or `bundle`. */
  readonly format: string;
  readonly profile?: ExportProfile | undefined;
  readonly parameters?: Readonly<Record<string, PropertyValue>> | undefined;
}

export type Exported =
  | {
      readonly kind: 'files';
      /** The main file first. */
      readonly files: readonly ExportedFile[];
      readonly notes: readonly FormatNote[];
    }
  | {
      readonly kind: 'bundle';
      /** A ZIP file's name without its suffix. */
      readonly name: string;
      readonly bytes: Uint8Array;
    };

/** Every id that `format` takes. */
export function exportIds(): [string, ...string[]] {
  return [BUNDLE_FORMAT, ...exportFormats.map(({ id }) => id)];
}

/** Refuses with every diagnostic what can't be read or written. */
export async function exportSource(input: ExportInput, parts: ExchangeParts): Promise<Exported> {
  const source = await readSource(input, parts);
  const { document, notes: losses } = await documentOf(source, parts);
  const options = {
    catalogue: await parts.catalogueOf(document.target),
    documentFolder: source.folder,
    parameters: input.parameters ?? {},
    profile: input.profile ?? 'development',
  } as const;
  if (input.format === BUNDLE_FORMAT) {
    return exportBundle(source, document, losses, options, parts);
  }
  const format = exportFormat(input.format);
  if (format === undefined) {
    const ids = exportIds().join(', ');
    throw new Refusal('bad-request', `There is no format "${input.format}". There are ${ids}.`);
  }
  const written = format.write(document, options);
  if (!written.ok) {
    throw refusal(`The pipeline can not be written as ${format.title}`, written.errors);
  }
  return { kind: 'files', files: written.files, notes: [...losses, ...written.notes] };
}

interface WriteOptions {
  readonly catalogue: Catalogue;
  readonly documentFolder: string;
  readonly parameters: Readonly<Record<string, PropertyValue>>;
  readonly profile: ExportProfile;
}

async function exportBundle(
  { folder }: Source,
  document: PipelineDocument,
  losses: readonly FormatNote[],
  options: WriteOptions,
  parts: ExchangeParts,
): Promise<Exported> {
  const bundle = await bundlePipeline(document, {
    ...options,
    readFile: (path) => textOfFile(path, folder, parts),
  });
  if (!bundle.ok) {
    throw refusal('The pipeline can not be bundled', bundle.errors);
  }
  const name = fileBase(document.name);
  const bytes = await packWithFiles({
    name,
    files: bundle.files,
    notes: [...losses, ...bundle.notes],
    references: bundle.references,
    folder,
    workspace: parts.workspace,
  });
  return { kind: 'bundle', name, bytes };
}

interface ReadDocument {
  readonly document: PipelineDocument;
  /** What an import could not carry over. */
  readonly notes: readonly FormatNote[];
}

async function documentOf(source: Source, parts: ExchangeParts): Promise<ReadDocument> {
  const { input, text, fileName } = source;
  if (input.kind === 'config') {
    throw new Refusal(
      'bad-request',
      `"${fileName}" is ${kindInWords(input)}; a pipeline is needed.`,
    );
  }
  if (input.kind === 'foreign') {
    const result = await readForeign(source, input.format, {}, parts);
    if (!result.ok) {
      throw refusal(`"${fileName}" can not be read`, result.errors);
    }
    const [first, ...others] = result.pipelines;
    if (others.length > 0) {
      throw new Refusal(
        'bad-request',
        `"${fileName}" holds ${others.length + 1} pipelines: import them, then export one.`,
      );
    }
    return { document: first.document, notes: first.notes.filter(isLoss) };
  }
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    const diagnostics = parsed.errors.map((error) => diagnosticOfDocumentError(error));
    throw new Refusal(
      'bad-request',
      `The document can not be read: ${diagnostics[0]?.message ?? ''}`,
      { diagnostics },
    );
  }
  return { document: parsed.document, notes: [] };
}

function refusal(what: string, errors: readonly FormatError[]): Refusal {
  const diagnostics = errors.map((error) => diagnosticOfNote(error, 'not-exported'));
  return new Refusal('bad-request', `${what}: ${diagnostics[0]?.message ?? ''}`, { diagnostics });
}
