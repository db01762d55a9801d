/** Checks texts: documents, pipelines of other formats that were read, config files. */
import type { ConfigSchema } from '@pipewright/catalogue';
import {
  createLocator,
  type DocumentError,
  emptyDocument,
  type PipelineDocument,
  parseDocument,
  type Target,
} from '@pipewright/graph';
import type { CheckResult } from './check.ts';
import type { Diagnostic, SuppressedDiagnostic } from './diagnostic.ts';
import {
  diagnosticOfDocumentError,
  diagnosticOfNote,
  type ReaderNote,
} from './reader-diagnostics.ts';

/** Where a diagnostic is in the text that was checked, from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Without a position where the place is not in the text. */
export type Positioned<D extends Diagnostic = Diagnostic> = D & {
  readonly position?: TextPosition;
};

export interface TextFindings {
  readonly diagnostics: readonly Positioned[];
  /** What the document has switched off. */
  readonly suppressed: readonly Positioned<SuppressedDiagnostic>[];
}

/** Runs the rules, with the files that the caller can see. */
export type DocumentCheck = (document: PipelineDocument) => Promise<CheckResult>;

/** What reading a pipeline of another format gives: one document or more, or the reasons why not. */
export type ImportedPipelines =
  | {
      readonly ok: true;
      readonly pipelines: readonly {
        readonly document: PipelineDocument;
        readonly notes: readonly (ReaderNote & { readonly kind: string })[];
      }[];
    }
  | { readonly ok: false; readonly errors: readonly ReaderNote[] };

/**
 * A document's text; `target` goes before what it says. `documentErrors` are why there is no
 * document to check, and among the diagnostics.
 */
export async function checkDocumentText(
  text: string,
  target: Partial<Target>,
  check: DocumentCheck,
): Promise<TextFindings & { readonly documentErrors: readonly DocumentError[] }> {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    const diagnostics = parsed.errors.map((error) => asPlaced(diagnosticOfDocumentError(error)));
    return { diagnostics, suppressed: [], documentErrors: parsed.errors };
  }
  const document = withTarget(parsed.document, target);
  const found = await check(document);
  const locate = positionIn(text, document);
  const warnings = parsed.warnings.map((each) => diagnosticOfDocumentError(each, 'warning'));
  return {
    diagnostics: [...found.diagnostics.map(locate), ...warnings.map(asPlaced)],
    suppressed: found.suppressed.map(locate),
    documentErrors: [],
  };
}

/** A pipeline of another format, as what it was imported to, with what got lost on the way. */
export async function checkImported(
  imported: ImportedPipelines,
  check: DocumentCheck,
): Promise<TextFindings> {
  if (!imported.ok) {
    const errors = imported.errors.map((error) => diagnosticOfNote(error, 'unreadable-input'));
    return { diagnostics: errors.map(asPlaced), suppressed: [] };
  }
  const diagnostics: Positioned[] = [];
  for (const [index, { document, notes }] of imported.pipelines.entries()) {
    const found = await check(document);
    const losses = notes
      .filter(({ kind }) => kind === 'lost')
      .map((note) => asPlaced(diagnosticOfNote(note, 'not-imported', 'hint')));
    const which = imported.pipelines.length > 1 ? `pipeline ${index + 1}: ` : '';
    const all = [...found.diagnostics, ...losses];
    diagnostics.push(...all.map((each) => ({ ...each, message: which + each.message })));
  }
  return { diagnostics, suppressed: [] };
}

/** A config file, as an element that reads it would find it; undefined when there is no such one. */
export async function checkConfigText(
  file: { readonly name: string; readonly text: string; readonly schema: ConfigSchema },
  target: Partial<Target>,
  check: DocumentCheck,
): Promise<TextFindings | undefined> {
  const [consumer] = file.schema.consumers;
  if (consumer === undefined) {
    return undefined;
  }
  const { factory, property } = consumer;
  // Paths inside a document's own file start at the document's folder, as they do on the disk.
  const { diagnostics } = await check({
    ...withTarget(emptyDocument('config file'), target),
    elements: { reader: { factory, properties: { [property]: file.name }, pads: {} } },
    files: { [file.name]: file.text },
  });
  const ofFile = diagnostics.filter(({ place }) => place.file === file.name);
  return {
    diagnostics: ofFile.map((diagnostic) => {
      const { element: _, property: __, ...place } = diagnostic.place;
      return asPlaced({ ...diagnostic, place });
    }),
    suppressed: [],
  };
}

/** Finds diagnostics of a document in its text, which is read once. */
export function positionIn(
  text: string,
  document: PipelineDocument,
): <D extends Diagnostic>(diagnostic: D) => Positioned<D> {
  const locate = createLocator(text);
  return (diagnostic) => {
    const { file, line, column, ...place } = diagnostic.place;
    // A line in a file that the document only refers to is no line of the document.
    const isOwned = file !== undefined && Object.hasOwn(document.files, file);
    const range = locate(isOwned ? { ...place, file, line, column } : place);
    if (range === undefined) return diagnostic;
    return { ...diagnostic, position: { line: range.line, column: range.column } };
  };
}

/** The place's own line is one of the text. */
function asPlaced(diagnostic: Diagnostic): Positioned {
  const { line, column = 1 } = diagnostic.place;
  return line === undefined ? diagnostic : { ...diagnostic, position: { line, column } };
}

function withTarget(document: PipelineDocument, target: Partial<Target>): PipelineDocument {
  return { ...document, target: { ...document.target, ...target } };
}
