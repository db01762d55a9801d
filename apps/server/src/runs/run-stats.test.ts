import { create, toBinary } from '@bufbuild/protobuf';
import { telemetry } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { keepNewest, statsOf } from './run-stats.ts';

const pads = [
  { index: 0, link: 'left.src -> mux.sink_0', element: 'left', pad: 'src' },
  { index: 1, link: 'mux.src -> sink.sink', element: 'mux', pad: 'src' },
];

function encoded(content: Parameters<typeof create<typeof telemetry.TelemetrySchema>>[1]) {
  return toBinary(telemetry.TelemetrySchema, create(telemetry.TelemetrySchema, content));
}

const latency = (p95Ns: bigint) => ({ total: { count: 5n, p50Ns: 1n, p95Ns } });

const sample = encoded({
  content: {
    case: 'sample',
    value: {
      pads: [
        { padIndex: 0, buffers: 12n, frames: 12n, framesPerS: 24 },
        {
          padIndex: 1,
          buffers: 10n,
          frames: 20n,
          streams: [
            { sourceId: 0, frames: 10n, framesPerS: 20 },
            { sourceId: 4, frames: 9n, framesPerS: 18 },
          ],
        },
        { padIndex: 9, frames: 99n },
      ],
      latencyBoundsNs: [1_000_000n, 5_000_000n],
      elements: [
        { element: 'mux' },
        {
          element: 'detector',
          latency: {
            total: { count: 9n, p50Ns: 2_000_000n, p95Ns: 4_500_000n, p99Ns: 7n, maxNs: 8n },
            sumNs: 20_000_000n,
            bucketCounts: [1n, 8n],
          },
          busy: 0.25,
        },
        {
          element: 'queue',
          queue: { buffers: 30n, maxBuffers: 200n, bytes: 50n, maxBytes: 100n, timeNs: 9n },
          drops: { dropped: 3n },
        },
        { element: 'fast', streams: [{ sourceId: 0, latency: latency(10_000_000n) }] },
        {
          element: 'slow',
          streams: [
            { sourceId: 0, latency: latency(40_000_000n) },
            { latency: latency(50_000_000n) },
          ],
        },
      ],
      gpus: [{ index: 1, name: 'L4', uuid: 'GPU-1', utilizationPercent: 0, memoryUsedBytes: 5n }],
      process: { cpuPercent: 150, rssBytes: 1024n, threads: 3, droppedMetadata: 2n },
    },
  },
});

describe("a run's measurements", () => {
  it('count batched streams by their source id, under the name of their source', () => {
    const streams = [
      { name: 'left', sourceId: 0 },
      { name: 'right', sourceId: 4 },
      { name: 'silent', sourceId: 7 },
    ];
    expect(statsOf(sample, pads, streams)?.streams).toMatchObject([
      { name: 'left', sourceId: 0, numFrames: 10, framesPerSecond: 20 },
      { name: 'right', sourceId: 4, numFrames: 9, framesPerSecond: 18 },
      { name: 'silent', sourceId: 7, numFrames: 0, framesPerSecond: 0 },
    ]);
  });

  it('count a stream without batches at the pad of its source', () => {
    expect(statsOf(sample, pads, [{ name: 'left', padIndex: 0 }])?.streams).toMatchObject([
      { name: 'left', numFrames: 12, framesPerSecond: 24 },
    ]);
  });

  it('name the pads of the run, and tell of its process', () => {
    const stats = statsOf(sample, pads, []);
    expect(stats?.pads.map(({ element, numFrames }) => [element, numFrames])).toEqual([
      ['left', 12],
      ['mux', 20],
    ]);
    expect(stats?.process).toEqual({
      cpuPercent: 150,
      residentBytes: 1024,
      numThreads: 3,
      numDroppedMetadataBatches: 2,
    });
  });

  it('tell how long a stream takes to the sink that it reaches last', () => {
    const streams = [
      { name: 'left', sourceId: 0 },
      { name: 'right', sourceId: 4 },
      { name: 'alone', padIndex: 0 },
    ];
    const stats = statsOf(sample, pads, streams);
    expect(stats?.streams.map((stream) => stream.latency?.p95Millis)).toEqual([40, undefined, 50]);
  });

  it('tell what elements do, as far as it is known', () => {
    const stats = statsOf(sample, pads, [], new Map([['detector', 'nvinfer']]));
    expect(stats?.elements.slice(0, 3)).toEqual([
      { element: 'mux' },
      {
        element: 'detector',
        factory: 'nvinfer',
        busy: 0.25,
        latency: {
          count: 9,
          p50Millis: 2,
          p95Millis: 4.5,
          p99Millis: 7e-6,
          maxMillis: 8e-6,
          sumMillis: 20,
          buckets: [
            { upToMillis: 1, count: 1 },
            { upToMillis: 5, count: 8 },
          ],
        },
      },
      {
        element: 'queue',
        queue: { numBuffers: 30, numBytes: 50, millis: 9e-6, fill: 0.5 },
        numDropped: 3,
      },
    ]);
    expect(stats?.gpus).toEqual([
      { index: 1, name: 'L4', uuid: 'GPU-1', utilizationPercent: 0, memoryUsedBytes: 5 },
    ]);
  });

  it('are in samples only', () => {
    const metadata = encoded({ content: { case: 'metadata', value: { padIndex: 0, frames: [] } } });
    expect(statsOf(metadata, pads, [])).toBeUndefined();
  });

  it('wait for a slow reader as the newest alone', () => {
    const waiting = [1, 2];
    keepNewest(waiting, 3);
    expect(waiting).toEqual([3]);
  });
});
