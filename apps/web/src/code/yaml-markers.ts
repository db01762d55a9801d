import { createLocator, type DocumentError } from '@pipewright/graph';
import type { RunProblem } from '@pipewright/protocol';
import type { Diagnostic, Severity } from '@pipewright/rules';

/** A mark in the text; positions from 1, the end behind the last character. */
export interface TextMarker {
  readonly severity: Severity;
  readonly message: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Marks for text that is no document. */
export function markersOfErrors(errors: readonly DocumentError[]): readonly TextMarker[] {
  return errors.map((error) => ({
    severity: 'error',
    message: error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`,
    code: error.code,
    line: error.line,
    column: error.column,
    endLine: error.line,
    endColumn: error.column + 1,
  }));
}

/** Marks for findings, on what they speak of; without a place they are on the first line. */
export function markersOfFindings(
  text: string,
  diagnostics: readonly Diagnostic[],
  problems: readonly RunProblem[],
): readonly TextMarker[] {
  if (diagnostics.length === 0 && problems.length === 0) {
    return [];
  }
  const find = createLocator(text);
  const first = { line: 1, column: 1, endLine: 1, endColumn: 2 };
  return [
    ...diagnostics.map((diagnostic) => ({
      severity: diagnostic.severity,
      message: [diagnostic.message, diagnostic.remedy].filter(Boolean).join(' '),
      code: diagnostic.code,
      ...(find(diagnostic.place) ?? first),
    })),
    ...problems.map((problem) => ({
      severity: problem.severity,
      message: problem.message,
      code: problem.code,
      ...(find(problem) ?? first),
    })),
  ];
}
