/** What `check` found in one file, with places in its text. */
import type { Positioned, Severity, TextFindings } from '@pipewright/rules';

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

/** The findings in a file of this kind. */
export function reportOf(
  file: string,
  kind: string,
  { diagnostics, suppressed }: TextFindings,
): FileReport {
  return {
    file,
    kind,
    diagnostics: diagnostics.map(reported),
    ...(suppressed.length > 0 && {
      suppressed: suppressed.map((each) => ({ ...reported(each), reason: each.reason })),
    }),
  };
}

/** One diagnostic, without what is for editors only. */
export function reported(diagnostic: Positioned): ReportedDiagnostic {
  const { code, severity, message, place, remedy, fixes, position } = diagnostic;
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
    ...position,
  };
}

export function numErrors(report: FileReport): number {
  return report.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
}
