import { applyEdit, type PipelineDocument } from '@pipewright/graph';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adviceFor, adviceOf, applied, camerasSketch, documentOf } from './advice-harness.ts';
import type { AdvisorFacts } from './facts.ts';

const facts: AdvisorFacts = {
  streams: [
    { element: 'camera0', width: 1280, height: 720, frameRate: 25 },
    { element: 'camera1', width: 1920, height: 1080, frameRate: 25 },
    { element: 'camera2', width: 1920, height: 1080, frameRate: 25 },
  ],
  gpuMemoryBytes: 16 * 1024 ** 3,
  modelWeight: 'medium',
  modelBytes: { detector: 80 * 1024 ** 2 },
  inferenceMillis: { detector: 90 },
};

describe('advise', () => {
  test('a bare pipeline comes to rest after every edit is applied', () => {
    let document = camerasSketch(3, {
      detector: { 'config-file-path': 'detector.txt' },
      files: { 'detector.txt': '[property]\nnetwork-mode=0\ninfer-dims=3;544;960\n' },
    });
    const first = adviceFor(document, facts).filter(({ state }) => state === 'differs');
    expect(first.map(({ topic }) => topic)).toEqual([
      'mux-batch-size',
      'mux-size',
      'infer-batch-size',
      'infer-precision',
      'infer-interval',
      'queue-limits',
      'tiler-grid',
    ]);
    for (const { id } of first) {
      const advice = adviceOf(document, id, facts);
      if (advice.edit) document = applied(document, advice);
      expect(adviceOf(document, id, facts).state).toBe('already-so');
    }
    expect(adviceFor(document, facts).filter(({ edit }) => edit)).toEqual([]);
    expect(document.elements.mux?.properties).toEqual({
      'batch-size': 3,
      width: 1920,
      height: 1080,
    });
    expect(document.elements.detector?.properties).toMatchObject({
      'batch-size': 3,
      interval: 2,
    });
    expect(document.elements.queue?.properties).toEqual({
      'max-size-buffers': 40,
      'max-size-time': 0,
    });
    expect(document.elements.tiler?.properties).toEqual({ rows: 2, columns: 2 });
    expect(document.files['detector.txt']).toContain('network-mode=2');
  });

  test('an empty document needs no advice', () => {
    expect(adviceFor(documentOf({ elements: {} }))).toEqual([]);
  });

  test('a property spelt with underscores keeps its spelling', () => {
    const document = camerasSketch(2, { mux: { batch_size: 1 } });
    const after = applied(document, adviceOf(document, 'mux-batch-size:mux'));
    expect(after.elements.mux?.properties).toEqual({ batch_size: 2 });
  });

  test('a value that only the start of a run gives is left to it', () => {
    const document = camerasSketch(2, { mux: { 'batch-size': '${streams}' } });
    const advice = adviceOf(document, 'mux-batch-size:mux');
    expect(advice).toMatchObject({ value: '2', state: 'by-hand', edit: undefined });
    expect(advice.arithmetic.at(-1)).toBe("batch-size of 'mux' is given when a run starts");
  });

  test('what is not known is said once for all streams', () => {
    const { assumptions } = adviceOf(camerasSketch(5), 'mux-push-timeout:mux');
    expect(assumptions).toEqual([
      "The frame rate of 'camera0', 'camera1', 'camera2' and 2 more is not known: 30 per second assumed",
    ]);
  });
});

const names = ['a', 'b', 'mux', 'constructor', 'süd', 'q$&'];
const factories = [
  'nvurisrcbin',
  'nvstreammux',
  'nvmultiurisrcbin',
  'queue',
  'nvinfer',
  'nvv4l2decoder',
  'nvvideoconvert',
  'nvdewarper',
  'nvmultistreamtiler',
  'nvstreamdemux',
  'capsfilter',
  'toString',
];
const properties = [
  'batch-size',
  'batch_size',
  'width',
  'height',
  'rows',
  'columns',
  'uri',
  'uri-list',
  'leaky',
  'buffer-pool-size',
  'num-surfaces-per-frame',
  'num-extra-surfaces',
  'batched-push-timeout',
  'max-size-time',
  'config-file-path',
  'process-mode',
  'caps',
  'constructor',
];
const arbitraryValue = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.integer({ min: -2, max: 9 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('', '4', '${n}', 'x${n}', 'rtsp://a,file:///b', 'detector.txt', 'downstream'),
  fc.string(),
);
const arbitraryDocument: fc.Arbitrary<PipelineDocument> = fc
  .record({
    elements: fc.dictionary(
      fc.constantFrom(...names),
      fc.record({
        factory: fc.constantFrom(...factories),
        properties: fc.dictionary(fc.constantFrom(...properties), arbitraryValue),
        pads: fc.constant({}),
      }),
    ),
    links: fc.array(
      fc.record({
        from: fc.record({ element: fc.constantFrom(...names), pad: fc.constant('src') }),
        to: fc.record({
          element: fc.constantFrom(...names),
          pad: fc.constantFrom('sink', 'sink_0'),
        }),
        caps: fc.constantFrom('video/x-raw(memory:NVMM),width=640,height=0', 'framerate=0/0', ''),
      }),
    ),
    text: fc.oneof(fc.string(), fc.constant('[property]\nint8-calib-file=a\ninfer-dims=1;x;3\n')),
    streammux: fc.constantFrom('legacy' as const, 'new' as const),
  })
  .map(({ elements, links, text, streammux }) => ({
    ...documentOf({ elements: {}, target: { streammux }, files: { 'detector.txt': text } }),
    elements,
    links,
  }));
const arbitraryNumber = fc.oneof(fc.double(), fc.integer());
const arbitraryFacts = fc.record({
  streams: fc.array(
    fc.record(
      {
        element: fc.constantFrom(...names),
        width: arbitraryNumber,
        height: arbitraryNumber,
        frameRate: arbitraryNumber,
        isLive: fc.boolean(),
      },
      { requiredKeys: ['element'] },
    ),
  ),
  gpuMemoryBytes: arbitraryNumber,
  objectsPerFrame: arbitraryNumber,
  inferenceMillis: fc.dictionary(fc.constantFrom(...names), arbitraryNumber),
  modelBytes: fc.dictionary(fc.constantFrom(...names), arbitraryNumber),
});

describe('any document', () => {
  test('gets advice with numbers in it whose edits apply and settle it', () => {
    const edited = new Set<string>();
    fc.assert(
      fc.property(arbitraryDocument, arbitraryFacts, (document, anyFacts) => {
        const all = adviceFor(document, anyFacts);
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        for (const advice of all) {
          expect(advice.arithmetic.length).toBeGreaterThan(0);
          expect([advice.value, ...advice.arithmetic].join(' ')).not.toMatch(/NaN|undefined/);
          expect(Object.hasOwn(document.elements, advice.place.element)).toBe(true);
          expect(advice.edit !== undefined).toBe(advice.state === 'differs');
          if (!advice.edit) continue;
          edited.add(advice.topic);
          const result = applyEdit(document, advice.edit);
          if (!result.ok) throw new Error(`${advice.id}: ${result.error.message}`);
          const after = adviceFor(result.document, anyFacts).find(({ id }) => id === advice.id);
          expect(after?.edit, advice.id).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    );
    expect(edited.size).toBeGreaterThanOrEqual(8);
  });
});
