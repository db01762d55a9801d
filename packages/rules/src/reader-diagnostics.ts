/** What readers of texts say, as diagnostics. */
import type { DocumentError } from '@pipewright/graph';
import type { Diagnostic, Place, Severity } from './diagnostic.ts';

/** What the reader of another format says of a place in the text or in the document it makes. */
export interface ReaderNote {
  readonly message: string;
  readonly place: Place;
  readonly remedy?: string;
}

/** What keeps a text from being read as a document, or should not be in it. */
export function diagnosticOfDocumentError(
  { code, message, line, column, remedy }: DocumentError,
  severity: Severity = 'error',
): Diagnostic {
  const place = { line, column };
  return { code, severity, message, place, ...(remedy !== undefined && { remedy }), fixes: [] };
}

/** What keeps a pipeline from being read from or written in another format, or gets lost. */
export function diagnosticOfNote(
  { message, place, remedy }: ReaderNote,
  code: string,
  severity: Severity = 'error',
): Diagnostic {
  return { code, severity, message, place, ...(remedy !== undefined && { remedy }), fixes: [] };
}
