/** Reads and writes configs in tests. */
import { catalogueFor } from '@pipewright/catalogue';
import { type PipelineDocument, parseDocument, printDocument } from '@pipewright/graph';
import type { ExportedFile } from '../../export/export-format.ts';
import type { ImportOptions } from '../../import/import-format.ts';
import type { FormatNote } from '../../note.ts';
import {
  deepstreamAppExport,
  deepstreamAppImport,
  deepstreamAppYamlExport,
} from '../deepstream-app.ts';

export interface ReadApp {
  readonly document: PipelineDocument;
  readonly notes: readonly FormatNote[];
}

/** Reads a config; fails the test when it can't be read, or gives no valid document. */
export async function readApp(
  text: string,
  fileName = 'app.txt',
  files: Readonly<Record<string, string>> = {},
  target?: ImportOptions['target'],
): Promise<ReadApp> {
  const result = await deepstreamAppImport.read(
    { text, fileName },
    {
      catalogueFor,
      readFile: async (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
      ...(target ? { target } : {}),
    },
  );
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  const [pipeline] = result.pipelines;
  const again = parseDocument(printDocument(pipeline.document));
  if (!again.ok) throw new Error(JSON.stringify(again.errors));
  return pipeline;
}

export interface WrittenApp {
  readonly files: readonly [ExportedFile, ...ExportedFile[]];
  readonly notes: readonly FormatNote[];
}

/** Writes a document; fails the test when it can't be written. */
export function writeApp(document: PipelineDocument, syntax: 'ini' | 'yaml' = 'ini'): WrittenApp {
  const format = syntax === 'ini' ? deepstreamAppExport : deepstreamAppYamlExport;
  const result = format.write(document, {
    catalogue: catalogueFor(document.target),
    documentFolder: '/pipelines',
  });
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result;
}

/** Writes a document and reads what was written, its files included. */
export async function throughApp(
  document: PipelineDocument,
  syntax: 'ini' | 'yaml' = 'ini',
): Promise<ReadApp & { readonly written: WrittenApp }> {
  const written = writeApp(document, syntax);
  const files = Object.fromEntries(written.files.map(({ path, text }) => [path, text]));
  const [main] = written.files;
  return { ...(await readApp(main.text, main.path, files, document.target)), written };
}

/** Names of the elements from one on, along the first link of each. */
export function chainFrom({ links }: PipelineDocument, start: string): string[] {
  const chain = [start];
  for (;;) {
    const next = links.find(({ from }) => from.element === chain.at(-1));
    if (!next || chain.includes(next.to.element)) return chain;
    chain.push(next.to.element);
  }
}

/** `from.pad -> to.pad` of every link that touches the element. */
export function linksOf({ links }: PipelineDocument, name: string): string[] {
  return links
    .filter(({ from, to }) => from.element === name || to.element === name)
    .map(
      ({ from, to, caps }) =>
        `${from.element}.${from.pad} -> ${to.element}.${to.pad}${caps === undefined ? '' : ` (${caps})`}`,
    );
}

/** Messages of the notes of a kind. */
export function messages(notes: readonly FormatNote[], kind: FormatNote['kind']): string[] {
  return notes.filter((note) => note.kind === kind).map(({ message }) => message);
}
