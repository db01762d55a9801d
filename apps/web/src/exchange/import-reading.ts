/** Text -> pipelines, with whatever reader recognises it. */
import { catalogueFor } from '@pipewright/catalogue';
import {
  type FormatError,
  type FormatNote,
  type ImportedPipeline,
  type ImportFormat,
  type ImportResult,
  importFormats,
  recogniseImportFormat,
  relocateDocument,
} from '@pipewright/formats';
import { type PipelineDocument, parseDocument } from '@pipewright/graph';
import type { TextMarker } from '../code/yaml-markers.ts';
import { relativePath, workspacePath } from '../documents/workspace-paths.ts';
import { type ImportInput, nameOfInput } from './import-input.ts';

const pipelineDocument: ImportFormat = {
  id: 'pipeline',
  title: 'a pipeline document',
  recognise: ({ text }) => (/^\s*["']?formatVersion["']?\s*:/m.test(text) ? 1 : 0),
  read: async ({ text, fileName }) => {
    const parsed = parseDocument(text);
    if (parsed.ok) {
      return { ok: true, pipelines: [{ document: parsed.document, notes: [] }] };
    }
    const errors = parsed.errors.map(({ message, remedy, line, column }) => ({
      message,
      place: { file: fileName, line, column },
      ...(remedy === undefined ? {} : { remedy }),
    }));
    return { ok: false, errors };
  },
};

/** Every kind of text that becomes a pipeline here. */
export const readableFormats: readonly ImportFormat[] = [...importFormats, pipelineDocument];

/** What the text most likely is; undefined when no reader knows it. */
export function recognise(input: ImportInput): ImportFormat | undefined {
  const source = { text: input.text, fileName: nameOfInput(input) };
  return pipelineDocument.recognise(source) > 0 ? pipelineDocument : recogniseImportFormat(source);
}

/** How sure the best reader is; tells the main file from those it refers to. */
function sureness(input: ImportInput): number {
  const source = { text: input.text, fileName: nameOfInput(input) };
  return recognise(input)?.recognise(source) ?? 0;
}

/** Several files at once: the one that is most likely a pipeline, with the others beside it. */
export function inputOfFiles(
  files: readonly { readonly name: string; readonly text: string }[],
): ImportInput | undefined {
  const inputs = files.map(({ name, text }) => ({ text, fileName: name }));
  const [main] = inputs.toSorted((a, b) => sureness(b) - sureness(a));
  if (main === undefined) {
    return undefined;
  }
  const others = files.filter(({ name }) => name !== main.fileName);
  return { ...main, others: Object.fromEntries(others.map(({ name, text }) => [name, text])) };
}

/** A text of the workspace by its path there; undefined when it can't be read. */
export type WorkspaceReader = (path: string) => Promise<string | undefined>;

/** Reads the input and the files that it names. */
export async function readInput(
  input: ImportInput,
  format: ImportFormat,
  readWorkspace: WorkspaceReader,
): Promise<ImportResult> {
  const fileName = nameOfInput(input);
  const result = await format.read(
    { text: input.text, fileName },
    { catalogueFor, readFile: (path) => readNamed(input, path, readWorkspace) },
  );
  if (!result.ok || input.fileName !== '') {
    return result;
  }
  const [first, ...rest] = result.pipelines;
  return { ok: true, pipelines: [nameTyped(first), ...rest.map(nameTyped)] };
}

/** What was typed has no file's name to be called after. */
function nameTyped(pipeline: ImportedPipeline): ImportedPipeline {
  const { name } = pipeline.document;
  return name.startsWith('pasted')
    ? {
        ...pipeline,
        document: { ...pipeline.document, name: name.replace('pasted', 'Imported pipeline') },
      }
    : pipeline;
}

async function readNamed(
  { folder, others = {} }: ImportInput,
  path: string,
  readWorkspace: WorkspaceReader,
): Promise<string | undefined> {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const along = others[path.replace(/^(?:\.\/)+/, '')] ?? others[base];
  if (along !== undefined) {
    return along;
  }
  if (path.startsWith('/')) {
    return readWorkspace(path);
  }
  const inWorkspace = folder === undefined ? undefined : workspacePath(folder, path);
  return inWorkspace === undefined ? undefined : readWorkspace(inWorkspace);
}

/** The document as one in folder `to`, when its relative paths start in folder `from`. */
export function movedTo(
  document: PipelineDocument,
  from: string | undefined,
  to: string,
): PipelineDocument {
  if (from === undefined || from === to) {
    return document;
  }
  return relocateDocument(document, catalogueFor(document.target), (path) => {
    const target = workspacePath(from, path);
    return target === undefined ? undefined : relativePath(to, target);
  });
}

/** Errors and notes on the lines of the text. */
export function markersOf(
  input: ImportInput,
  errors: readonly FormatError[],
  notes: readonly FormatNote[],
): readonly TextMarker[] {
  const fileName = nameOfInput(input);
  const lines = input.text.split('\n');
  const mark = (
    { message, place, remedy }: FormatError,
    severity: TextMarker['severity'],
    code: string,
  ): TextMarker[] => {
    const { line, column = 1 } = place;
    if (line === undefined || (place.file !== undefined && place.file !== fileName)) {
      return [];
    }
    const length = lines[line - 1]?.length ?? 0;
    const wordEnd = /^[^\s!]*/.exec(lines[line - 1]?.slice(column - 1) ?? '')?.[0].length ?? 0;
    const endColumn = Math.min(column + Math.max(wordEnd, 1), Math.max(length, column) + 1);
    return [
      {
        severity,
        message: [message, remedy].filter(Boolean).join('. '),
        code,
        line,
        column,
        endLine: line,
        endColumn,
      },
    ];
  };
  return [
    ...errors.flatMap((error) => mark(error, 'error', 'error')),
    ...notes.flatMap((note) => mark(note, note.kind === 'lost' ? 'warning' : 'hint', note.kind)),
  ];
}
