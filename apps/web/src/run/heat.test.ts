import { describe, expect, it } from 'vitest';
import { HEAT_STEPS, heatLevel, processingLatency, shareOfLatency, totalLatency } from './heat.ts';
import type { ElementMetrics } from './sample-metrics.ts';

const NOTHING: ElementMetrics = { framesPerSecond: 0, objectsPerSecond: 0, numObjects: 0 };

function element(p95: number | undefined, busy?: number): ElementMetrics {
  return {
    ...NOTHING,
    ...(p95 === undefined ? {} : { latency: { p50: p95 / 2, p95, p99: p95, max: p95 } }),
    ...(busy === undefined ? {} : { busy }),
  };
}

describe('heat', () => {
  it('is a share of what all elements take that work on buffers', () => {
    const detector = element(30, 0.9);
    const osd = element(10, 0.1);
    const queue = element(400);
    const sink = element(undefined, 0.2);
    const total = totalLatency([detector, osd, queue, sink]);
    expect(total).toBe(40);
    expect(shareOfLatency(detector, total)).toBe(0.75);
    expect(shareOfLatency(osd, total)).toBe(0.25);
    expect(shareOfLatency(queue, total)).toBeUndefined();
    expect(shareOfLatency(sink, total)).toBeUndefined();
  });

  it('has no share while nothing flows', () => {
    expect(totalLatency([NOTHING])).toBe(0);
    expect(shareOfLatency(element(0, 0), 0)).toBeUndefined();
    expect(processingLatency(undefined)).toBeUndefined();
  });

  it('goes up a step at each bound of the scale', () => {
    expect(HEAT_STEPS.map(heatLevel)).toEqual([0, 1, 2, 3, 4]);
    expect([0.049, 0.149, 0.299, 0.599, 1].map(heatLevel)).toEqual([0, 1, 2, 3, 4]);
  });
});
