/** Diagnostics as they leave the server for other tools: without the edits that only an editor uses. */
import type { FormatError, FormatNote } from '@pipewright/formats';
import { createLocator, type DocumentError, type PipelineDocument } from '@pipewright/graph';
import type { Diagnostic, Place, Severity } from '@pipewright/rules';

export interface ReportedDiagnostic {
  /** The rule's id, e.g. `property-out-of-range`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  /** In the text that was sent, from 1; absent where the place is not in it. */
  readonly line?: number;
  readonly column?: number;
  readonly remedy?: string;
  /** What can be done at the press of a button in the editor. */
  readonly fixes: readonly string[];
}

/** Without a position in a text. */
export function reported({
  code,
  severity,
  message,
  place,
  remedy,
  fixes,
}: Diagnostic): ReportedDiagnostic {
  return {
    code,
    severity,
    message,
    place,
    ...(remedy === undefined ? {} : { remedy }),
    fixes: fixes.map(({ title }) => title),
  };
}

/** With positions in the document's text, which is read once. */
export function reportedIn(
  text: string,
  document: PipelineDocument,
): (diagnostic: Diagnostic) => ReportedDiagnostic {
  const locate = createLocator(text);
  return (diagnostic) => {
    const { file, line, column, ...place } = diagnostic.place;
    // A line in a file that the document only refers to is no line of the document.
    const isOwned = file !== undefined && Object.hasOwn(document.files, file);
    const range = locate(isOwned ? { ...place, file, line, column } : place);
    return {
      ...reported(diagnostic),
      ...(range === undefined ? {} : { line: range.line, column: range.column }),
    };
  };
}

/** What keeps a text from being read as a document. */
export function diagnosticOfDocumentError(
  error: DocumentError,
  severity: Severity = 'error',
): Diagnostic {
  return {
    code: error.code,
    severity,
    message: error.message,
    place: { line: error.line, column: error.column },
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    fixes: [],
  };
}

/** What keeps a pipeline from being read from or written in another format. */
export function diagnosticOfFormatError(
  { message, place, remedy }: FormatError,
  code: string,
): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    place,
    ...(remedy === undefined ? {} : { remedy }),
    fixes: [],
  };
}

export function isLoss({ kind }: FormatNote): boolean {
  return kind === 'lost';
}
