/** What a run was, as `--json` prints it and as people read it. */
import type {
  RunDiagnosis,
  RunProblem,
  RunState,
  RuntimeName,
  telemetry,
} from '@pipewright/protocol';
import type { RunCounts } from './run-meter.ts';

export interface RunSummaryJson {
  readonly runtime: RuntimeName | null;
  readonly state: RunState;
  /** From the first moment of playing to the end of the streams, or to Stop. */
  readonly seconds: number;
  readonly frames: number;
  readonly fps: Readonly<Record<string, number>>;
  readonly objects: Readonly<Record<string, number>>;
  /** From source to sink, of the slowest stream; null where time stamps are not kept on the way. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  /** Buffers that elements dropped, and batches of metadata that were lost. */
  readonly dropped: number;
  readonly errors: readonly Omit<RunProblem, 'severity'>[];
  /** What the doctor found, also what was over again. */
  readonly diagnoses: readonly RunDiagnosis[];
}

export function summarise(options: {
  runtime: RuntimeName | undefined;
  state: RunState;
  seconds: number;
  counts: RunCounts;
  problems: readonly RunProblem[];
  diagnoses: readonly RunDiagnosis[];
}): RunSummaryJson {
  const { seconds, counts } = options;
  const frames = [...counts.frames.values()].reduce((sum, count) => sum + count, 0);
  const fps = [...counts.frames].map(([name, count]) => [name, rate(count, seconds)] as const);
  return {
    runtime: options.runtime ?? null,
    state: options.state,
    seconds: Math.round(seconds * 1000) / 1000,
    frames,
    fps: Object.fromEntries(fps),
    objects: Object.fromEntries(counts.objects),
    latencyMs: counts.latency === undefined ? null : latencyMillis(counts.latency),
    dropped: [...counts.droppedBuffers.values()].reduce((sum, n) => sum + n, counts.numDropped),
    errors: options.problems
      .filter((problem) => problem.severity === 'error')
      .map(({ severity: _severity, ...problem }) => problem),
    diagnoses: options.diagnoses,
  };
}

export function summaryText(summary: RunSummaryJson): string {
  const { state, runtime, seconds, frames } = summary;
  const on = runtime === null ? '' : ` on ${runtime}`;
  const lines = [`${state}${on} after ${seconds.toFixed(1)} s, ${frames} frames`];
  for (const [name, fps] of Object.entries(summary.fps)) {
    lines.push(`  ${name}: ${fps.toFixed(1)} fps`);
  }
  if (summary.latencyMs !== null) {
    const { p50, p95, p99 } = summary.latencyMs;
    lines.push(`  latency: p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms`);
  }
  if (summary.dropped > 0) {
    lines.push(`  dropped: ${summary.dropped} buffers`);
  }
  for (const [label, count] of Object.entries(summary.objects)) {
    lines.push(`  ${label}: ${count} objects`);
  }
  for (const diagnosis of summary.diagnoses) {
    const isOver = diagnosis.resolvedAtMillis !== undefined;
    lines.push(`  doctor: ${diagnosis.title}${isOver ? ' (over)' : ''}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A problem on one line, with what it belongs to. */
export function problemText(problem: Omit<RunProblem, 'severity'>): string {
  const place = [problem.element, problem.pad, problem.property].filter(Boolean).join('.');
  const times = problem.count > 1 ? ` (${problem.count} times)` : '';
  const where = place || problem.link || '';
  return `${where === '' ? '' : `${where}: `}${problem.message}${times} [${problem.code}]`;
}

function latencyMillis({ p50Ns, p95Ns, p99Ns }: telemetry.LatencySummary) {
  const millis = (nanos: bigint): number => Math.round(Number(nanos) / 1e4) / 100;
  return { p50: millis(p50Ns), p95: millis(p95Ns), p99: millis(p99Ns) };
}

function rate(count: number, seconds: number): number {
  return seconds > 0 ? Math.round((count / seconds) * 100) / 100 : 0;
}
