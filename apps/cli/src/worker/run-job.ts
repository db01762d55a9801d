/** What a job of the queue holds, and what is told of it. */
import type { PropertyValue } from '@pipewright/graph';
import type { RuntimeChoice } from '@pipewright/supervisor';
import type { RunProgress } from '../run/headless-run.ts';
import type { RunSummaryJson } from '../run/run-summary.ts';

export const RUN_QUEUE = 'pipewright-runs';
/** Redis channel on which the id of a job that should stop is published. */
export const STOP_CHANNEL = 'pipewright-runs:stop';

export interface RunJob {
  /** The pipeline document, as YAML. */
  readonly document: string;
  /** Absolute folder, the same on every host, that the document's relative paths start from. */
  readonly folder: string;
  readonly parameters?: Readonly<Record<string, PropertyValue>>;
  readonly runtime?: RuntimeChoice;
  /** Milliseconds after which the run is stopped with EOS; to the end of the streams without it. */
  readonly limitMillis?: number;
  /** Labels that a host must have, e.g. `{ gpu: 'l4' }`. */
  readonly requires?: Readonly<Record<string, string>>;
}

/** A job's progress: its rates as plain data. */
export interface RunJobProgress {
  readonly host: string;
  readonly state: RunProgress['state'];
  readonly seconds: number;
  readonly fps: Readonly<Record<string, number>>;
  readonly objectsPerSecond: number;
}

export type RunJobResult = RunSummaryJson & { readonly host: string };

const RUNTIMES: readonly RuntimeChoice[] = ['auto', 'deepstream', 'standin'];

/** Why something is no job, in words; undefined when it is one. */
export function jobProblem(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) {
    return 'the job holds no object';
  }
  const { document, folder, parameters, runtime, limitMillis, requires } = data as Record<
    string,
    unknown
  >;
  if (typeof document !== 'string') {
    return '"document" has to be the text of a pipeline document';
  }
  if (typeof folder !== 'string' || !folder.startsWith('/')) {
    return '"folder" has to be an absolute path: relative paths of the document start there';
  }
  if (parameters !== undefined && !isRecordOf(parameters, isPropertyValue)) {
    return '"parameters" has to hold a text, number or boolean for each name';
  }
  if (runtime !== undefined && !RUNTIMES.some((choice) => choice === runtime)) {
    return `"runtime" has to be one of ${RUNTIMES.join(', ')}`;
  }
  if (limitMillis !== undefined && !(typeof limitMillis === 'number' && limitMillis > 0)) {
    return '"limitMillis" has to be a number above 0';
  }
  if (requires !== undefined && !isRecordOf(requires, (value) => typeof value === 'string')) {
    return '"requires" has to hold a text for each label';
  }
  return undefined;
}

function isRecordOf(value: unknown, isValue: (value: unknown) => boolean): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isValue);
}

function isPropertyValue(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether a host with these labels may take the job. */
export function suits(
  { requires = {} }: RunJob,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(requires).every(([label, value]) => labels[label] === value);
}
