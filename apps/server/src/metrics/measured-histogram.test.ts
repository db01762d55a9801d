import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { MeasuredHistogram } from './measured-histogram.ts';

const latency = {
  count: 12,
  p50Millis: 2,
  p95Millis: 9,
  p99Millis: 9,
  maxMillis: 9,
  sumMillis: 1500,
  buckets: [
    { upToMillis: 2.5, count: 7 },
    { upToMillis: 1000, count: 11 },
  ],
};

it('prints a histogram that was counted elsewhere as Prometheus reads one', async () => {
  const registry = new Registry();
  const histogram = new MeasuredHistogram('latency_seconds', 'Time.', registry);
  histogram.set({ element: 'detector' }, latency);
  expect(await registry.metrics()).toBe(
    [
      '# HELP latency_seconds Time.',
      '# TYPE latency_seconds histogram',
      'latency_seconds_bucket{element="detector",le="0.0025"} 7',
      'latency_seconds_bucket{element="detector",le="1"} 11',
      'latency_seconds_bucket{element="detector",le="+Inf"} 12',
      'latency_seconds_sum{element="detector"} 1.5',
      'latency_seconds_count{element="detector"} 12',
      '',
    ].join('\n'),
  );
  histogram.reset();
  expect(await registry.metrics()).not.toContain('detector');
});
