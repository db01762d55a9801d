/** `check`'s findings for people: one per line, in the form that editors and CI can click. */
import type { FileReport, ReportedDiagnostic } from './report.ts';

export function reportText(reports: readonly FileReport[]): string {
  return reports.map(fileText).join('');
}

function fileText({ file, diagnostics, suppressed = [] }: FileReport): string {
  const lines = diagnostics.map((diagnostic) => diagnosticText(file, diagnostic));
  const off = suppressed.length === 0 ? '' : ` (${suppressed.length} switched off by the document)`;
  return `${lines.join('')}${file}: ${countText(diagnostics)}${off}\n`;
}

function diagnosticText(file: string, diagnostic: ReportedDiagnostic): string {
  const { line, column, severity, message, code, fix } = diagnostic;
  const position = line === undefined ? '' : `:${line}:${column ?? 1}`;
  const remedy = fix === undefined ? '' : `    ${fix}\n`;
  return `${file}${position}: ${severity}: ${message} [${code}]\n${remedy}`;
}

function countText(diagnostics: readonly ReportedDiagnostic[]): string {
  const counts = (['error', 'warning', 'hint'] as const).flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return counts.length === 0 ? 'no problems' : counts.join(', ');
}
