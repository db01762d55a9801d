/** Where the time goes: the share of each element in what all of them take for a buffer. */
import type { ElementMetrics } from './sample-metrics.ts';

/**
 * Lower bounds of the steps of the scale, as shares. Uneven, as a pipeline of ten even elements is
 * none that has a hot one.
 */
export const HEAT_STEPS = [0, 0.05, 0.15, 0.3, 0.6] as const;

/** A step of the scale, 0 (cold) to 4 (hot). */
export type HeatLevel = 0 | 1 | 2 | 3 | 4;

/**
 * How long an element works on a buffer, p95 in milliseconds. Undefined for what only waits
 * (queues, muxers), and where buffers can't be matched.
 */
export function processingLatency(metrics: ElementMetrics | undefined): number | undefined {
  return metrics?.busy === undefined ? undefined : metrics.latency?.p95;
}

/** The step that a share of 0 to 1 is in. */
export function heatLevel(share: number): HeatLevel {
  let level = 0;
  while (level + 1 < HEAT_STEPS.length && share >= (HEAT_STEPS[level + 1] ?? 1)) {
    level++;
  }
  return level as HeatLevel;
}

/** The processing latencies of all elements together, in milliseconds. */
export function totalLatency(elements: Iterable<ElementMetrics>): number {
  let total = 0;
  for (const metrics of elements) {
    total += processingLatency(metrics) ?? 0;
  }
  return total;
}

/** Share of an element in the total, 0 to 1; undefined where it has none. */
export function shareOfLatency(metrics: ElementMetrics, total: number): number | undefined {
  const own = processingLatency(metrics);
  return own === undefined || total === 0 ? undefined : own / total;
}
