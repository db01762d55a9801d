import { describe, expect, it } from 'vitest';
import { mostTelling, type NamedMetrics } from './most-telling.ts';

const box = (name: string, more: Partial<NamedMetrics['metrics']> = {}): NamedMetrics => ({
  name,
  metrics: { framesPerSecond: 30, objectsPerSecond: 0, numObjects: 0, ...more },
});
const latency = (p95: number) => ({ latency: { p50: p95, p95, p99: p95, max: p95 } });

describe('mostTelling', () => {
  const elements = [
    box('source'),
    box('quick', latency(1)),
    box('queue', { queue: { numBuffers: 9, fill: 0.9 }, ...latency(2) }),
    box('slow', latency(50)),
    box('dropper', { dropped: { count: 5, perSecond: 1 } }),
  ];

  it('keeps the order of the pipeline', () => {
    expect(mostTelling(elements, 3).map(({ name }) => name)).toEqual(['queue', 'slow', 'dropper']);
  });

  it('leaves nothing out where there is room', () => {
    expect(mostTelling(elements, 5)).toBe(elements);
  });
});
