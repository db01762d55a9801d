import type { Config, ConfigEntry, ConfigFinding, ConfigSchema } from '@pipewright/catalogue';
import { validateConfig } from '@pipewright/catalogue';
import { configFixes } from '@pipewright/formats';
import type { Diagnostic, Fix, Severity } from '@pipewright/rules';

/** One way to mend a problem. */
export type ProblemFix =
  /** Another text of the file. */
  | { readonly kind: 'text'; readonly title: string; readonly text: string }
  /** A change of the document. */
  | { readonly kind: 'edit'; readonly title: string; readonly fix: Fix };

/** What is wrong at a place of a config file. Lines and columns start at 1; ends are exclusive. */
export interface FileProblem {
  readonly id: string;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly remedy: string | undefined;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly group: string | undefined;
  readonly key: string | undefined;
  readonly fixes: readonly ProblemFix[];
}

/** Rules that say again what the file's schema says. */
const RESTATING = new Set([
  'config-file-form',
  'config-file-key',
  'config-file-value',
  'nvinfer-config-form',
  'nvinfer-config-key',
  'nvinfer-config-value',
]);

/** What the schema and the rules say of a file, each thing once, in the order of the lines. */
export function fileProblems(
  schema: ConfigSchema | undefined,
  config: Config,
  diagnostics: readonly Diagnostic[],
): readonly FileProblem[] {
  const findings = schema === undefined ? [] : validateConfig(schema, config);
  const fresh = diagnostics.filter((diagnostic) => !isRestated(diagnostic, findings));
  const problems = [
    ...(schema === undefined ? [] : findings.map((finding) => ofFinding(schema, config, finding))),
    ...fresh.map((diagnostic) => ofDiagnostic(config, diagnostic)),
  ];
  return problems
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .map((problem, index) => ({ ...problem, id: `${index} ${problem.id}` }));
}

function isRestated(diagnostic: Diagnostic, findings: readonly ConfigFinding[]): boolean {
  const { line, column } = diagnostic.place;
  return findings.some(
    (finding) =>
      (line === undefined || finding.line === line) &&
      (diagnostic.message.includes(finding.message) ||
        (RESTATING.has(diagnostic.code) &&
          line !== undefined &&
          (column === undefined ||
            column === finding.column ||
            (finding.key !== undefined && diagnostic.message.includes(finding.key))))),
  );
}

function ofFinding(schema: ConfigSchema, config: Config, finding: ConfigFinding): FileProblem {
  const { code, severity, message, remedy, line, column, endLine, endColumn } = finding;
  return {
    id: `${code} ${message}`,
    code,
    severity,
    message,
    remedy,
    line,
    column,
    endLine,
    endColumn,
    group: finding.group,
    key: finding.key,
    fixes: configFixes(schema, config, finding).map((fix) => ({ kind: 'text', ...fix })),
  };
}

/** A rule gives a line; what stands there tells how far it reaches. */
function ofDiagnostic(config: Config, diagnostic: Diagnostic): FileProblem {
  const { code, severity, message, remedy, place, fixes } = diagnostic;
  const line = place.line ?? 1;
  const found = entryAt(config, line, place.column);
  const text = config.text.split('\n', line)[line - 1]?.trimEnd() ?? '';
  const indent = text.length - text.trimStart().length;
  const span = found?.entry.keySpan ?? {
    line,
    column: Math.max(place.column ?? indent + 1, 1),
    endLine: line,
    endColumn: Math.max(text.length + 1, 2),
  };
  return {
    id: `${code} ${message}`,
    code,
    severity,
    message,
    remedy,
    line: span.line,
    column: span.column,
    endLine: span.endLine,
    endColumn: span.endColumn,
    group: found?.group,
    key: found?.entry.key,
    fixes: fixes.map((fix) => ({ kind: 'edit', title: fix.title, fix })),
  };
}

/** The entry of a line; with a column, the one that it is in. */
export function entryAt(
  { sections }: Config,
  line: number,
  column?: number,
): { readonly group: string; readonly entry: ConfigEntry } | undefined {
  let best: { group: string; entry: ConfigEntry } | undefined;
  for (const { name, entries } of sections) {
    for (const entry of entries) {
      const holdsLine = entry.line <= line && Math.max(entry.line, entry.valueSpan.endLine) >= line;
      const isBefore = column === undefined || entry.line < line || entry.column <= column;
      if (holdsLine && isBefore && (best === undefined || column !== undefined)) {
        best = { group: name, entry };
      }
    }
  }
  return best;
}
