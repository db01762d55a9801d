/** What `check` found in one file, with places in its text. */
import { createLocator, type DocumentError, type PipelineDocument } from '@pipewright/graph';
import type { Diagnostic, Severity, SuppressedDiagnostic } from '@pipewright/rules';

/** As `--json` prints it. */
export interface ReportedDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly element?: string;
  readonly pad?: string;
  readonly property?: string;
  readonly link?: string;
  readonly line?: number;
  readonly column?: number;
  /** What to do about it, in words. */
  readonly fix?: string;
}

/** What the document has switched off. */
export interface SuppressedReport extends ReportedDiagnostic {
  /** Why, as the document says. */
  readonly reason: string;
}

export interface FileReport {
  readonly file: string;
  /** As `--from` takes it; `unknown` for an input that can't be read. */
  readonly kind: string;
  readonly diagnostics: readonly ReportedDiagnostic[];
  /** Absent when the document switches nothing off. */
  readonly suppressed?: readonly SuppressedReport[];
}

/** Places diagnostics in the document's text. */
export function reportDiagnostics(
  text: string,
  document: PipelineDocument,
  diagnostics: readonly Diagnostic[],
): ReportedDiagnostic[] {
  const report = reporter(text, document);
  return diagnostics.map(report);
}

/** Places what the document switches off in its text. */
export function reportSuppressed(
  text: string,
  document: PipelineDocument,
  suppressed: readonly SuppressedDiagnostic[],
): SuppressedReport[] {
  const report = reporter(text, document);
  return suppressed.map((diagnostic) => ({ ...report(diagnostic), reason: diagnostic.reason }));
}

function reporter(
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
      ...plainDiagnostic(diagnostic),
      ...(range === undefined ? {} : { line: range.line, column: range.column }),
    };
  };
}

/** A diagnostic without a place in a text. */
export function plainDiagnostic(diagnostic: Diagnostic): ReportedDiagnostic {
  const { code, severity, message, place, remedy, fixes } = diagnostic;
  const fix = remedy ?? fixes[0]?.title;
  return {
    code,
    severity,
    message,
    ...(place.element === undefined ? {} : { element: place.element }),
    ...(place.pad === undefined ? {} : { pad: place.pad }),
    ...(place.property === undefined ? {} : { property: place.property }),
    ...(place.link === undefined ? {} : { link: place.link }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** What the reader of documents says of a text. */
export function reportDocumentErrors(
  errors: readonly DocumentError[],
  severity: Severity,
): ReportedDiagnostic[] {
  return errors.map(({ code, message, line, column, remedy }) => ({
    code,
    severity,
    message,
    line,
    column,
    ...(remedy === undefined ? {} : { fix: remedy }),
  }));
}

export function numErrors(report: FileReport): number {
  return report.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
}
