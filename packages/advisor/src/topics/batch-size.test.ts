import { describe, expect, test } from 'vitest';
import { GIB } from '../advice.ts';
import { adviceOf, applied, camerasSketch, documentOf } from '../advice-harness.ts';

const MUX = 'mux-batch-size:mux';

describe("the mux's batch-size", () => {
  test('is the number of streams while the GPU holds them', () => {
    const document = camerasSketch(6);
    const advice = adviceOf(document, MUX, {
      streams: [{ element: 'camera0', width: 1280, height: 720 }],
      gpuMemoryBytes: 16 * GIB,
      modelWeight: 'low',
    });
    // The other five are assumed to be 1080p: 16 / (1.0 x 1.0) = 16.
    expect(advice.value).toBe('6');
    expect(advice.arithmetic).toContain('floor(16 GB / (1 x 1)) = 16 fit on the GPU');
    expect(advice.assumptions[0]).toMatch(
      /^The frame size of 'camera1', 'camera2', 'camera3' and 2/,
    );
    expect(applied(document, advice).elements.mux?.properties).toEqual({ 'batch-size': 6 });
  });

  test.each([
    // base GB x multiplier: 8 / (0.5 x 1.5) = 10.67 -> 10 -> 8
    { height: 720, width: 1280, gib: 8, weight: 'medium', max: 10, value: '8' },
    // 8 / (1.0 x 2.0) = 4
    { height: 1080, width: 1920, gib: 8, weight: 'high', max: 4, value: '4' },
    // 1 / (0.25 x 1.0) = 4
    { height: 480, width: 640, gib: 1, weight: 'low', max: 4, value: '4' },
    // 4K is 4 x 1080p: 24 / (4 x 1.5) = 4
    { height: 2160, width: 3840, gib: 24, weight: 'medium', max: 4, value: '4' },
    // 1 / (1.0 x 2.0) = 0.5 -> 0 -> at least 1
    { height: 1080, width: 1920, gib: 1, weight: 'high', max: 0, value: '1' },
  ] as const)('is a power of two that $gib GiB hold at $height lines', (row) => {
    const advice = adviceOf(camerasSketch(12), MUX, {
      streams: Array.from({ length: 12 }, (_, number) => ({
        element: `camera${number}`,
        width: row.width,
        height: row.height,
      })),
      gpuMemoryBytes: row.gib * GIB,
      modelWeight: row.weight,
    });
    expect(advice.value).toBe(row.value);
    expect(advice.arithmetic.join('\n')).toContain(`= ${row.max} fit on the GPU`);
    expect(advice.confidence).toBe('low');
    expect(advice.assumptions).toEqual([]);
  });

  test('counts the views of a dewarper', () => {
    const document = camerasSketch(3, { mux: { 'num-surfaces-per-frame': 4 } });
    expect(adviceOf(document, MUX).value).toBe('12');
  });

  test('of nvmultiurisrcbin leaves room that is there', () => {
    const document = documentOf({
      elements: { mux: ['nvmultiurisrcbin', { 'uri-list': 'rtsp://a,rtsp://b,rtsp://c' }] },
    });
    const advice = adviceOf(document, MUX);
    expect(advice).toMatchObject({ value: '3', state: 'already-so' });
    expect(advice.arithmetic.at(-1)).toBe("max-batch-size 30 of 'mux' will do and stays");
  });
});

describe("a model's batch-size", () => {
  const id = 'infer-batch-size:detector';

  test("is the mux's", () => {
    expect(adviceOf(camerasSketch(6), id)).toMatchObject({
      value: '6',
      edit: { kind: 'set-property', element: 'detector', property: 'batch-size', value: 6 },
    });
  });

  test('may come from its config file', () => {
    const inFile = (size: number) =>
      camerasSketch(4, {
        detector: { 'config-file-path': './detector.txt' },
        files: { 'detector.txt': `[property]\nbatch-size=${size}\n` },
      });
    expect(adviceOf(inFile(4), id).state).toBe('already-so');
    const document = inFile(1);
    const advice = adviceOf(document, id);
    expect(adviceOf(applied(document, advice), id).state).toBe('already-so');
  });

  test('says that a file on disk is not known, and reads it when it is given', () => {
    const document = camerasSketch(4, { detector: { 'config-file-path': '/models/detector.yml' } });
    const unknown = adviceOf(document, id);
    expect(unknown.confidence).toBe('medium');
    expect(unknown.assumptions.join()).toContain("The config file of 'detector' is not known");
    const known = adviceOf(document, id, {
      fileText: (path) =>
        path === '/models/detector.yml' ? 'property:\n  batch-size: 4 # cameras\n' : undefined,
    });
    expect(known).toMatchObject({ state: 'already-so', confidence: 'high' });
  });

  test('of a secondary holds the objects of a batch', () => {
    const document = camerasSketch(4, { detector: { 'process-mode': 2 } });
    // 4 frames x 4 objects = 16; 4 x 5 = 20 -> 32
    expect(adviceOf(document, id)).toMatchObject({ value: '16', confidence: 'low' });
    expect(adviceOf(document, id, { objectsPerFrame: 5 }).value).toBe('32');
  });
});
