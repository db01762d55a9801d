import { create } from '@bufbuild/protobuf';
import { telemetry } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { TelemetryStore } from './telemetry-store.ts';

const PADS = [
  { index: 0, link: 'a.src -> mux.sink_0', element: 'a', pad: 'src' },
  { index: 1, link: 'b.src -> mux.sink_1', element: 'b', pad: 'src' },
  { index: 2, link: 'mux.src -> screen.sink', element: 'mux', pad: 'src' },
];
const TARGETS = new Map([
  ['a.src -> mux.sink_0', 'mux'],
  ['b.src -> mux.sink_1', 'mux'],
  ['mux.src -> screen.sink', 'screen'],
]);

function sample(rates: readonly number[], caps = ''): telemetry.Sample {
  return create(telemetry.SampleSchema, {
    pads: rates.map((framesPerS, padIndex) => ({
      padIndex,
      framesPerS,
      objectsPerS: padIndex === 2 ? 12 : 0,
      objects: padIndex === 2 ? 40n : 0n,
      caps,
    })),
    process: { cpuPercent: 50, rssBytes: 1000n },
  });
}

function storeWithFrames() {
  const frames: (() => void)[] = [];
  const store = new TelemetryStore((flush) => frames.push(flush));
  store.setPads(PADS, TARGETS);
  return {
    store,
    nextFrame: () => {
      for (const flush of frames.splice(0)) {
        flush();
      }
    },
    numScheduled: () => frames.length,
  };
}

describe('TelemetryStore', () => {
  it('shows links, elements and the sum of the sources', () => {
    const { store, nextFrame } = storeWithFrames();
    store.push(sample([10, 20, 30]));
    nextFrame();
    expect(store.link('b.src -> mux.sink_1')?.framesPerSecond).toBe(20);
    expect(store.element('mux')).toMatchObject({ framesPerSecond: 30, objectsPerSecond: 12 });
    expect(store.element('screen')?.framesPerSecond).toBe(30);
    expect(store.run()).toMatchObject({ framesPerSecond: 30, cpuPercent: 50, residentBytes: 1000 });
  });

  it('shows what is measured of elements, streams and the bottleneck', () => {
    const { store, nextFrame } = storeWithFrames();
    const latency = (p95Ns: bigint) => ({ interval: { count: 3n, p95Ns }, total: { count: 9n } });
    const measured = sample([10, 20, 30]);
    measured.elements = create(telemetry.SampleSchema, {
      elements: [
        { element: 'mux', latency: latency(12_500_000n), busy: 0.95, drops: { dropped: 4n } },
        {
          element: 'a',
          queue: { buffers: 5n, maxBuffers: 10n },
          latency: { interval: { count: 0n }, total: { count: 9n } },
        },
        {
          element: 'screen',
          streams: [
            { sourceId: 1, latency: latency(40_000_000n) },
            { sourceId: 0, latency: latency(30_000_000n) },
          ],
        },
      ],
    }).elements;
    store.push(measured);
    nextFrame();
    expect(store.element('mux')).toMatchObject({
      latency: { p95: 12.5 },
      busy: 0.95,
      dropped: { count: 4 },
    });
    expect(store.element('a')?.queue).toEqual({ numBuffers: 5, fill: 0.5 });
    expect(store.element('a')?.latency).toBeUndefined();
    expect(store.run()?.latencies.map(({ sourceId, p95 }) => [sourceId, p95])).toEqual([
      [0, 30],
      [1, 40],
    ]);
    expect(store.run()?.bottleneck?.element).toBe('mux');
  });

  it('shares the processing time out among the elements that work', () => {
    const { store, nextFrame } = storeWithFrames();
    const latency = (p95Ns: bigint) => ({ interval: { count: 3n, p95Ns } });
    const measured = sample([10, 20, 30]);
    measured.elements = create(telemetry.SampleSchema, {
      elements: [
        { element: 'a', latency: latency(5_000_000n), busy: 0.1 },
        { element: 'mux', latency: latency(90_000_000n) },
        { element: 'screen', latency: latency(15_000_000n), busy: 0.5 },
      ],
    }).elements;
    store.push(measured);
    nextFrame();
    expect(store.run()?.processingLatency).toBe(20);
    expect(store.element('screen')?.latencyShare).toBe(0.75);
    expect(store.element('mux')?.latencyShare).toBeUndefined();
    expect(store.elements().map(({ name }) => name)).toEqual(['a', 'mux', 'b', 'screen']);
  });

  it('draws at most once per animation frame, with the newest sample', () => {
    const { store, nextFrame, numScheduled } = storeWithFrames();
    let numWoken = 0;
    store.subscribe('element:a', () => numWoken++);
    store.push(sample([1, 1, 1]));
    store.push(sample([2, 2, 2]));
    store.push(sample([3, 3, 3]));
    expect(numScheduled()).toBe(1);
    expect(numWoken).toBe(0);
    nextFrame();
    expect(numWoken).toBe(1);
    expect(store.element('a')?.framesPerSecond).toBe(3);
  });

  it('keeps the caps of a sample that was overtaken before it was drawn', () => {
    const { store, nextFrame } = storeWithFrames();
    store.push(sample([1, 1, 1], 'video/x-raw'));
    store.push(sample([2, 2, 2]));
    nextFrame();
    store.push(sample([3, 3, 3]));
    nextFrame();
    expect(store.link('mux.src -> screen.sink')).toMatchObject({
      framesPerSecond: 3,
      caps: 'video/x-raw',
    });
  });

  it('wakes only who shows what changed, and forgets all at the end', () => {
    const { store, nextFrame } = storeWithFrames();
    const woken: string[] = [];
    store.subscribe('link:a.src -> mux.sink_0', () => woken.push('a'));
    store.subscribe('link:elsewhere', () => woken.push('elsewhere'));
    store.push(sample([1, 1, 1]));
    nextFrame();
    expect(woken).toEqual(['a']);
    store.clear();
    expect(woken).toEqual(['a', 'a']);
    expect(store.link('a.src -> mux.sink_0')).toBeUndefined();
    expect(store.run()).toBeUndefined();
  });
});
