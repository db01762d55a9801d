import type { DocumentError, PipelineDocument } from '@pipewright/graph';
import type { RunDiagnosis, RunEvidence, RunProblem, RunSummary } from '@pipewright/protocol';
import type { Diagnostic, Fix, Place, Severity } from '@pipewright/rules';
import { editOfFix } from '../../run/diagnosis-fix.ts';

/** One line of the problems panel, wherever it comes from. */
export interface ProblemRow {
  readonly key: string;
  readonly source: 'check' | 'run' | 'doctor' | 'text';
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string | undefined;
  readonly debug?: string | undefined;
  readonly place: Place;
  readonly fixes: readonly Fix[];
  /** What the doctor rests its finding on. */
  readonly evidence?: readonly RunEvidence[];
  /** There when the document has changed the severity. */
  readonly override?: Diagnostic['override'];
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

/** All problems, worst first; within a severity the text's, the doctor's, the run's, the rules'. */
export function problemRows(sources: {
  readonly diagnostics: readonly Diagnostic[];
  readonly textErrors: readonly DocumentError[];
  readonly run: RunSummary | undefined;
  /** Those that are not over. */
  readonly diagnoses: readonly RunDiagnosis[];
  /** For the doctor's fixes. */
  readonly document: PipelineDocument;
}): readonly ProblemRow[] {
  const rows: ProblemRow[] = [
    ...sources.textErrors.map(textRow),
    ...sources.diagnoses.map((diagnosis) => doctorRow(diagnosis, sources.document)),
    ...(sources.run?.problems ?? []).map(runRow),
    ...sources.diagnostics.map(checkRow),
  ];
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => RANK[a.row.severity] - RANK[b.row.severity] || a.index - b.index)
    .map(({ row }, index) => ({ ...row, key: `${row.key}#${index}` }));
}

function checkRow(diagnostic: Diagnostic): ProblemRow {
  return {
    key: `check ${diagnostic.code} ${diagnostic.message}`,
    source: 'check',
    severity: diagnostic.severity,
    code: diagnostic.code,
    message: diagnostic.message,
    remedy: diagnostic.remedy,
    place: diagnostic.place,
    fixes: diagnostic.fixes,
    ...(diagnostic.override === undefined ? {} : { override: diagnostic.override }),
  };
}

function runRow(problem: RunProblem): ProblemRow {
  const { element, property, pad, link } = problem;
  return {
    key: `run ${problem.code} ${problem.message}`,
    source: 'run',
    severity: problem.severity,
    code: problem.code,
    message: problem.count > 1 ? `${problem.message} (${problem.count} times)` : problem.message,
    debug: problem.debug,
    place: {
      ...(element === undefined ? {} : { element }),
      ...(property === undefined ? {} : { property }),
      ...(pad === undefined ? {} : { pad }),
      ...(link === undefined ? {} : { link }),
    },
    fixes: [],
  };
}

function doctorRow(diagnosis: RunDiagnosis, document: PipelineDocument): ProblemRow {
  const { id, kind, severity, title, explanation, evidence, fixes } = diagnosis;
  const [element] = diagnosis.elements;
  const [link] = diagnosis.links;
  const advice = fixes.filter(({ steps }) => steps.length === 0).map((fix) => `${fix.title}.`);
  return {
    key: `doctor ${id}`,
    source: 'doctor',
    severity: severity === 'info' ? 'hint' : severity,
    code: kind,
    message: title,
    remedy: [explanation, ...advice].join(' '),
    place: {
      ...(element === undefined ? {} : { element }),
      ...(link === undefined ? {} : { link }),
    },
    fixes: fixes.flatMap((fix) => editOfFix(document, fix) ?? []),
    evidence,
  };
}

function textRow(error: DocumentError): ProblemRow {
  return {
    key: `text ${error.line}:${error.column} ${error.message}`,
    source: 'text',
    severity: 'error',
    code: error.code,
    message: `Line ${error.line}: ${error.message}`,
    remedy: error.remedy,
    place: {},
    fixes: [],
  };
}

/** Where a problem is, in words: `detector · batch-size`. */
export function placeText(place: Place): string {
  const parts = [place.element, place.pad, place.property, place.link, place.parameter, place.rule];
  const file =
    place.file === undefined
      ? undefined
      : place.line === undefined
        ? place.file
        : `${place.file}:${place.line}`;
  return [...parts, file].filter((part) => part !== undefined).join(' · ');
}
