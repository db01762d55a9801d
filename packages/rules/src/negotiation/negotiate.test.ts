import { formatCaps } from '@pipewright/caps';
import { catalogueFor } from '@pipewright/catalogue';
import { describe, expect, test } from 'vitest';
import { documentOf, type Sketch } from '../rule-harness.ts';
import { memoryCopies, negotiate } from './negotiate.ts';

const nvmm = 'video/x-raw(memory:NVMM)';

/** A camera into a mux, a detector, a tiler and an encoder on the CPU. */
const detector: Sketch = {
  elements: {
    a: 'videotestsrc',
    up: 'nvvideoconvert',
    m: ['nvstreammux', { width: 1280, height: 720, 'batch-size': 2 }],
    i: 'nvinfer',
    t: ['nvmultistreamtiler', { width: 640, height: 360 }],
    down: 'nvvideoconvert',
    q: 'queue',
    e: 'x264enc',
    s: 'fakesink',
  },
  links: [
    'a.src -> up.sink | video/x-raw, format=NV12, width=320, height=240, framerate=25/1',
    'up.src -> m.sink_0',
    'm.src -> i.sink',
    'i.src -> t.sink',
    't.src -> down.sink',
    'down.src -> q.sink',
    'q.src -> e.sink',
    'e.src -> s.sink',
  ],
};

function negotiated(sketch: Sketch) {
  const document = documentOf(sketch);
  return negotiate(document, catalogueFor(document.target));
}

function copies(sketch: Sketch) {
  const document = documentOf(sketch);
  return memoryCopies(document, catalogueFor(document.target));
}

function capsAt(sketch: Sketch, link: string): string {
  const found = negotiated(sketch).get(link);
  if (!found) throw new Error(`no link ${link}`);
  return formatCaps(found.caps);
}

describe('expected caps', () => {
  test('a converter leaves what nobody asks it to change', () => {
    const caps = capsAt(detector, 'up.src -> m.sink_0');
    expect(caps).toContain(`${nvmm}, `);
    for (const field of ['format=(string)NV12', 'width=(int)320', 'height=(int)240']) {
      expect(caps).toContain(field);
    }
    expect(caps).toContain('framerate=(fraction)25/1');
  });

  test('the mux sets size and batch, and elements behind it keep them', () => {
    for (const link of ['m.src -> i.sink', 'i.src -> t.sink']) {
      const caps = capsAt(detector, link);
      expect(caps).toContain('width=(int)1280, height=(int)720');
      expect(caps).toContain('batch-size=(int)2');
      expect(caps).toContain('framerate=(fraction)25/1');
    }
  });

  test('the tiler makes one picture of its own size', () => {
    const caps = capsAt(detector, 't.src -> down.sink');
    expect(caps).toContain('width=(int)640, height=(int)360');
    expect(caps).not.toContain('batch-size');
  });

  test('the demuxer gives single frames again', () => {
    const caps = capsAt(
      {
        elements: {
          m: ['nvstreammux', { width: 1280, height: 720, 'batch-size': 2 }],
          d: 'nvstreamdemux',
          s: 'fakesink',
        },
        links: ['m.src -> d.sink', 'd.src_0 -> s.sink'],
      },
      'd.src_0 -> s.sink',
    );
    expect(caps).toContain('width=(int)1280');
    expect(caps).not.toContain('batch-size');
  });

  test('the demuxer gives sound of the new mux in system memory', () => {
    const caps = capsAt(
      {
        target: { streammux: 'new' },
        elements: { a: 'alsasrc', m: 'nvstreammux', d: 'nvstreamdemux', s: 'autoaudiosink' },
        links: [
          'a.src -> m.sink_0',
          'm.src -> d.sink | audio/x-raw(memory:NVMM)',
          'd.src_0 -> s.sink',
        ],
      },
      'd.src_0 -> s.sink',
    );
    expect(caps).toMatch(/^audio\/x-raw[^(]/);
  });

  test('what is wanted behind queues reaches the source', () => {
    const sketch: Sketch = {
      elements: { u: 'uridecodebin', q: 'queue', t: 'tee', m: 'nvstreammux', s: 'fakesink' },
      links: ['u.src_0 -> q.sink', 'q.src -> t.sink', 't.src_0 -> m.sink_0', 't.src_1 -> s.sink'],
    };
    expect([...negotiated(sketch).values()].map(({ memory }) => memory)).toEqual(
      Array(4).fill('nvmm'),
    );
  });

  test('what nobody knows stays unknown', () => {
    const links = negotiated({
      elements: { x: 'mystery', y: 'riddle' },
      links: ['x.src -> y.sink'],
    });
    expect([...links.values()]).toEqual([{ caps: { kind: 'any' }, memory: 'unknown' }]);
  });

  test('a link that can not work says why, and what follows is told all the same', () => {
    const links = negotiated({
      elements: { a: 'videotestsrc', o: 'nvdsosd', q: 'queue', s: 'nveglglessink' },
      links: ['a.src -> o.sink', 'o.src -> q.sink', 'q.src -> s.sink'],
    });
    expect(links.get('a.src -> o.sink')).toEqual({
      caps: { kind: 'empty' },
      memory: 'unknown',
      problem: expect.stringMatching(/'a' gives frames in system memory .* 'o' takes GPU memory/),
    });
    expect(links.get('q.src -> s.sink')).toMatchObject({ memory: 'nvmm' });
    expect(links.get('q.src -> s.sink')?.problem).toBeUndefined();
  });
});

describe('copies between memories', () => {
  test('cost the frames on the system side: 320x240 NV12 up, 640x360 down, 25 a second', () => {
    const [up, down, ...others] = copies(detector);
    expect(up).toEqual({
      element: 'up',
      direction: 'to-gpu',
      links: ['up.src -> m.sink_0'],
      bytesPerFrame: 320 * 240 * 1.5,
      bytesPerSecond: 320 * 240 * 1.5 * 25,
    });
    expect(down).toEqual({
      element: 'down',
      direction: 'to-system',
      links: ['down.src -> q.sink'],
      bytesPerFrame: 640 * 360 * 1.5,
      bytesPerSecond: 640 * 360 * 1.5 * 25,
    });
    expect(others).toEqual([]);
  });

  test('batches count each frame', () => {
    const [copy] = copies({
      elements: {
        a: 'appsrc',
        m: ['nvstreammux', { width: 100, height: 100, 'batch-size': 4 }],
        c: 'nvvideoconvert',
        s: 'fakesink',
      },
      links: [
        `a.src -> m.sink_0 | ${nvmm}, framerate=10/1`,
        'm.src -> c.sink',
        'c.src -> s.sink | video/x-raw, format=RGBA',
      ],
    });
    expect(copy?.bytesPerSecond).toBe(100 * 100 * 4 * 10 * 4);
  });

  test('without a rate the cost of a frame is known', () => {
    const [copy] = copies({
      elements: {
        t: ['nvmultistreamtiler', { width: 1280, height: 720 }],
        c: 'nvvideoconvert',
        s: 'fakesink',
      },
      links: ['t.src -> c.sink', 'c.src -> s.sink | video/x-raw, format=I420'],
    });
    expect(copy?.bytesPerFrame).toBe(1280 * 720 * 1.5);
    expect(copy?.bytesPerSecond).toBeUndefined();
  });

  test('decoding and encoding are none, and unknown rates have no number', () => {
    const found = copies({
      elements: {
        p: 'h264parse',
        d: 'nvv4l2decoder',
        c: 'nvvideoconvert',
        e: 'x264enc',
        f: 'filesink',
      },
      links: ['p.src -> d.sink', 'd.src -> c.sink', 'c.src -> e.sink', 'e.src -> f.sink'],
    });
    expect(found).toEqual([{ element: 'c', direction: 'to-system', links: ['c.src -> e.sink'] }]);
  });
});
