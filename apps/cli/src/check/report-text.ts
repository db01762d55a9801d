/** `check`'s findings for people: one per line, in the form that editors and CI can click. */
import type { Severity } from '@pipewright/rules';
import { type Style, styleFor } from '../style.ts';
import type { FileReport, ReportedDiagnostic } from './report.ts';

export function reportText(reports: readonly FileReport[], style: Style = styleFor(false)): string {
  return reports.map((report) => fileText(report, style)).join('');
}

function fileText({ file, diagnostics, suppressed = [] }: FileReport, style: Style): string {
  const lines = diagnostics.map((diagnostic) => diagnosticText(file, diagnostic, style));
  const off = suppressed.length === 0 ? '' : ` (${suppressed.length} switched off by the document)`;
  return `${lines.join('')}${style.heading(file)}: ${countText(diagnostics, style)}${style.faint(off)}\n`;
}

function diagnosticText(file: string, diagnostic: ReportedDiagnostic, style: Style): string {
  const { line, column, severity, message, code, fix } = diagnostic;
  const position = line === undefined ? '' : `:${line}:${column ?? 1}`;
  const remedy = fix === undefined ? '' : `    ${style.faint(fix)}\n`;
  const word = painted(severity, severity, style);
  return `${file}${position}: ${word}: ${message} ${style.faint(`[${code}]`)}\n${remedy}`;
}

function painted(severity: Severity, text: string, style: Style): string {
  const paint = { error: style.error, warning: style.warning, hint: style.name }[severity];
  return paint(text);
}

function countText(diagnostics: readonly ReportedDiagnostic[], style: Style): string {
  const counts = (['error', 'warning', 'hint'] as const).flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    const text = `${count} ${severity}${count === 1 ? '' : 's'}`;
    return count === 0 ? [] : [painted(severity, text, style)];
  });
  return counts.length === 0 ? 'no problems' : counts.join(', ');
}
