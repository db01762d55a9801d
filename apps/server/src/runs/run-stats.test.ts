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
    expect(statsOf(sample, pads, streams)?.streams).toEqual([
      { name: 'left', sourceId: 0, numFrames: 10, framesPerSecond: 20 },
      { name: 'right', sourceId: 4, numFrames: 9, framesPerSecond: 18 },
      { name: 'silent', sourceId: 7, numFrames: 0, framesPerSecond: 0 },
    ]);
  });

  it('count a stream without batches at the pad of its source', () => {
    expect(statsOf(sample, pads, [{ name: 'left', padIndex: 0 }])?.streams).toEqual([
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
