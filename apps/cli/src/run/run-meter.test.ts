import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { Plan } from '@pipewright/graph';
import { telemetry } from '@pipewright/protocol';
import { streamsOf } from '@pipewright/supervisor';
import { describe, expect, it } from 'vitest';
import { MetadataFile } from './metadata-file.ts';
import { RunMeter } from './run-meter.ts';

function link(from: string, fromPad: string, to: string, toPad: string) {
  const id = `${from}.${fromPad} -> ${to}.${toPad}`;
  return { id, fromElement: from, fromPad, toElement: to, toPad, origin: id };
}

function planOf(factories: Record<string, string>, links: Plan['links']): Plan {
  return {
    name: 'test',
    elements: Object.entries(factories).map(([name, factory]) => {
      return {
        name,
        factory,
        properties: {},
        pads: {},
        origin: { kind: 'element', element: name },
      };
    }),
    links,
    files: [],
    platform: 'dgpu',
    environment: {},
    secretProperties: [],
  };
}

/** Two cameras, one behind a converter, linked to the mux in reverse order. */
const batched = planOf(
  {
    north: 'nvurisrcbin',
    south: 'nvurisrcbin',
    convert: 'nvvideoconvert',
    mux: 'nvstreammux',
    sink: 'fakesink',
  },
  [
    link('south', 'vsrc_%u', 'convert', 'sink'),
    link('convert', 'src', 'mux', 'sink_1'),
    link('north', 'vsrc_%u', 'mux', 'sink_0'),
    link('mux', 'src', 'sink', 'sink'),
  ],
);

function message(
  content: MessageInitShape<typeof telemetry.TelemetrySchema>['content'],
): Uint8Array {
  const init = content === undefined ? {} : { content };
  return toBinary(telemetry.TelemetrySchema, create(telemetry.TelemetrySchema, init));
}

const object = { classId: 0, label: 'car', trackId: 2n ** 64n - 1n, confidence: 0.5 };

describe('streamsOf', () => {
  it('names the streams of a batch by their sources, in order of the muxer pads', () => {
    expect(streamsOf(batched, [])).toEqual([
      { name: 'north', sourceId: 0 },
      { name: 'south', sourceId: 1 },
    ]);
  });

  it('takes every source where nothing is batched', () => {
    const plan = planOf({ camera: 'videotestsrc', sink: 'fakesink' }, [
      link('camera', 'src', 'sink', 'sink'),
    ]);
    const pads = [{ index: 4, link: '', element: 'camera', pad: 'src' }];
    expect(streamsOf(plan, pads)).toEqual([{ name: 'camera', padIndex: 4 }]);
  });
});

describe('RunMeter', () => {
  it('counts frames and objects of every batch', () => {
    const frames: telemetry.FrameMeta[] = [];
    const meter = new RunMeter(streamsOf(batched, []), (frame) => frames.push(frame));
    const batch = {
      frames: [
        { sourceId: 0, objects: [object, object] },
        { sourceId: 1, padNumber: 1 },
      ],
    };
    meter.push(message({ case: 'metadata', value: batch }));
    meter.push(message({ case: 'metadata', value: { frames: [{ sourceId: 1, padNumber: 1 }] } }));
    const counts = meter.counts();
    expect([...counts.frames]).toEqual([
      ['north', 1],
      ['south', 2],
    ]);
    expect([...counts.objects]).toEqual([['car', 2]]);
    expect(frames).toHaveLength(3);
  });

  it("takes the sample's counts where there is no metadata", () => {
    const meter = new RunMeter(streamsOf(batched, []));
    const streams = [
      { sourceId: 0, frames: 10n, framesPerS: 29.5 },
      { sourceId: 1, frames: 9n, framesPerS: 25 },
    ];
    const pads = [
      { padIndex: 3, streams, objectsPerS: 7 },
      { padIndex: 0, frames: 99n },
    ];
    const process = { droppedMetadata: 3n };
    const latency = (p95Ns: bigint) => ({ latency: { total: { count: 5n, p95Ns } } });
    const elements = [
      { element: 'mux', drops: { dropped: 0n } },
      { element: 'queue', drops: { dropped: 4n } },
      { element: 'sink', streams: [latency(7n), { sourceId: 1, ...latency(9n) }, {}] },
    ];
    expect(meter.push(message({ case: 'sample', value: { pads, process, elements } }))).toBe(
      'sample',
    );
    expect([...meter.counts().frames.values()]).toEqual([10, 9]);
    expect(meter.counts().numDropped).toBe(3);
    expect([...meter.counts().droppedBuffers]).toEqual([['queue', 4]]);
    expect(meter.counts().latency?.p95Ns).toBe(9n);
    expect([...meter.rates().framesPerSecond.values()]).toEqual([29.5, 25]);
    expect(meter.rates().objectsPerSecond).toBe(7);
  });
});

describe('MetadataFile', () => {
  it('writes one line per frame, with ids that lose no digit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pipewright-metadata-'));
    try {
      const path = join(folder, 'out.jsonl');
      const file = new MetadataFile(path);
      const box = { ...object, left: 1.00001, top: 2, width: 3.25, height: 4 };
      const place = { sourceId: 1, padNumber: 1, frameNumber: 7, width: 640, height: 360 };
      file.add(create(telemetry.FrameMetaSchema, { ...place, ptsNs: 40_000_000n, objects: [box] }));
      file.add(create(telemetry.FrameMetaSchema, { ...place, ptsNs: 2n ** 64n - 1n }));
      file.close();
      expect(file.problem).toBeUndefined();
      const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toEqual([
        {
          source: 1,
          pad: 1,
          frame: 7,
          ptsNs: 40_000_000,
          width: 640,
          height: 360,
          objects: [
            {
              classId: 0,
              label: 'car',
              trackId: '18446744073709551615',
              confidence: 0.5,
              left: 1,
              top: 2,
              width: 3.25,
              height: 4,
            },
          ],
        },
        { source: 1, pad: 1, frame: 7, ptsNs: null, width: 640, height: 360, objects: [] },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says at once when the file can not be written', () => {
    expect(() => new MetadataFile('/no/such/folder/out.jsonl')).toThrow('/no/such/folder');
  });
});
