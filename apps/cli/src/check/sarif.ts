/** `check`'s findings as SARIF 2.1.0, for code scanning in CI. */
import type { RuleInfo, Severity } from '@pipewright/rules';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { FileReport, ReportedDiagnostic, SuppressedReport } from './report.ts';

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  hint: 'note',
};

/** The log as plain data, of the type that SARIF's schema gives. `rules` are those that may be named. */
export function toSarif(
  reports: readonly FileReport[],
  version: string,
  rules: readonly RuleInfo[],
): Log {
  const ids = new Set(
    reports.flatMap(({ diagnostics, suppressed = [] }) =>
      [...diagnostics, ...suppressed].map(({ code }) => code),
    ),
  );
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'pipewright',
            version,
            rules: [...ids].sort().map((id) => toDescriptor(id, byId.get(id))),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: reports.flatMap(({ file, diagnostics, suppressed = [] }) => [
          ...diagnostics.map((diagnostic) => toResult(file, diagnostic)),
          ...suppressed.map((diagnostic) => toSuppressedResult(file, diagnostic)),
        ]),
      },
    ],
  };
}

/** What code scanning shows beside a result; findings that no rule makes have only their id. */
function toDescriptor(id: string, rule: RuleInfo | undefined): ReportingDescriptor {
  if (rule === undefined) return { id, shortDescription: { text: id } };
  return {
    id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.explanation },
    help: { text: rule.explanation },
    defaultConfiguration: { level: LEVELS[rule.severity] },
  };
}

/** The result stays in the log, with the document's reason: code scanning shows it as dismissed. */
function toSuppressedResult(file: string, diagnostic: SuppressedReport): Result {
  return {
    ...toResult(file, diagnostic),
    suppressions: [{ kind: 'inSource', status: 'accepted', justification: diagnostic.reason }],
  };
}

function toResult(file: string, diagnostic: ReportedDiagnostic): Result {
  const { code, severity, message, fix, line, column, element, pad, property } = diagnostic;
  const name = [element, pad, property].filter((part) => part !== undefined).join('.');
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: fix === undefined ? message : `${message} ${fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file) },
          ...(line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } }),
        },
        ...(name === '' ? {} : { logicalLocations: [{ fullyQualifiedName: name }] }),
      },
    ],
  };
}
