import { describe, expect, test } from 'vitest';
import { GIB } from '../advice.ts';
import { adviceFor, adviceOf, applied, camerasSketch, documentOf } from '../advice-harness.ts';
import { referenceFrames } from '../pools.ts';

describe('buffer-pool-size of the mux', () => {
  const id = 'mux-buffer-pool:mux';

  test('is at least 4', () => {
    expect(adviceOf(camerasSketch(6), id)).toMatchObject({ value: '4', state: 'already-so' });
  });

  test('is two rounds of all streams when batches are small', () => {
    // 4 GiB / (1.0 x 2.0) = 2 per batch; max(4, 2 x 6 / 2) = 6
    const document = camerasSketch(6);
    const advice = adviceOf(document, id, {
      gpuMemoryBytes: 4 * GIB,
      modelWeight: 'high',
      streams: [],
    });
    expect(advice.arithmetic).toEqual(['max(4, 2 x 6 streams / batch of 2) = 6']);
    expect(applied(document, advice).elements.mux?.properties).toEqual({ 'buffer-pool-size': 6 });
  });
});

describe('num-extra-surfaces', () => {
  const decoders = (streammux: 'legacy' | 'new') =>
    documentOf({
      target: { streammux },
      elements: {
        file: 'filesrc',
        parse: 'h264parse',
        decode: 'nvv4l2decoder',
        buffer: 'queue',
        mux: 'nvstreammux',
        detector: 'nvinfer',
        after: 'queue',
        tiler: 'nvmultistreamtiler',
        osd: 'nvdsosd',
      },
      links: [
        'file.src -> parse.sink',
        'parse.src -> decode.sink',
        'decode.src -> buffer.sink',
        'buffer.src -> mux.sink_0',
        'mux.src -> detector.sink',
        'detector.src -> after.sink',
        'after.src -> tiler.sink',
        'tiler.src -> osd.sink',
      ],
    });

  test('covers the mux and the queue before it', () => {
    const document = decoders('legacy');
    const advice = adviceOf(document, 'decoder-surfaces:mux');
    expect(advice.value).toBe('2');
    expect(applied(document, advice).elements.decode?.properties).toEqual({
      'num-extra-surfaces': 2,
    });
  });

  test('covers all up to the first copy behind the new mux', () => {
    // mux, queue before it; detector, queue and tiler behind it.
    expect(adviceOf(decoders('new'), 'decoder-surfaces:mux').value).toBe('5');
  });

  test.each([
    [1920, 1080, 4],
    [1280, 720, 9],
    [640, 480, 16],
    [3840, 2160, 5],
  ])('%d x %d keeps %d reference frames', (width, height, frames) => {
    expect(referenceFrames({ width, height })).toBe(frames);
  });
});

describe('queues', () => {
  const id = 'queue-limits:queue';

  test('of live streams drop old frames', () => {
    const document = camerasSketch(2, { uri: 'rtsp://camera' });
    expect(applied(document, adviceOf(document, id)).elements.queue?.properties).toEqual({
      'max-size-buffers': 40,
      'max-size-time': 0,
      leaky: 'downstream',
    });
  });

  test('of files drop nothing', () => {
    const document = camerasSketch(2, { queue: { leaky: 2, 'max-size-time': 0 } });
    expect(applied(document, adviceOf(document, id)).elements.queue?.properties).toEqual({
      leaky: 'no',
      'max-size-time': 0,
      'max-size-buffers': 40,
    });
  });

  test('before a recording drop nothing, live or not', () => {
    const live = camerasSketch(1, { uri: 'rtsp://camera' });
    const document = {
      ...live,
      elements: { ...live.elements, display: { factory: 'filesink', properties: {}, pads: {} } },
    };
    const advice = adviceOf(document, id);
    expect(advice.value).toContain('leaky no');
    expect(advice.arithmetic.at(-1)).toBe(
      "'display' keeps the data: nothing may be dropped (leaky 0)",
    );
  });

  test('that hold the pool stay as they are set', () => {
    const queue = { 'max-size-buffers': 4, 'max-size-time': 0 };
    const advice = adviceOf(camerasSketch(2, { queue }), id);
    expect(advice).toMatchObject({
      value: 'max-size-buffers 4, max-size-time 0, leaky no',
      state: 'already-so',
    });
    expect(advice.arithmetic.at(-1)).toBe("max-size-buffers 4 of 'queue' will do and stays");
    const small = adviceOf(camerasSketch(2, { queue: { ...queue, 'max-size-buffers': 2 } }), id);
    expect(small.edit).toMatchObject({ property: 'max-size-buffers', value: 40 });
  });
});

describe('the tiler', () => {
  const id = 'tiler-grid:tiler';
  const hd = { streams: [{ element: 'camera0', width: 1280, height: 720 }] };

  test.each([
    // tile 1920 wide; 960 x 540 -> 1 row; 640 x 360 -> 2 rows; 480 x 270 -> 3 rows = 810 -> 812
    { count: 1, grid: '1 rows x 1 columns, 1920 x 1080' },
    { count: 2, grid: '1 rows x 2 columns, 1920 x 540' },
    { count: 5, grid: '2 rows x 3 columns, 1920 x 720' },
    { count: 12, grid: '3 rows x 4 columns, 1920 x 812' },
  ])('shows $count streams in $grid', ({ count, grid }) => {
    const document = camerasSketch(count, { mux: { width: 1280, height: 720 } });
    const advice = adviceOf(document, id, hd);
    expect(advice.value).toBe(grid);
    if (advice.edit) {
      expect(adviceOf(applied(document, advice), id, hd).state).toBe('already-so');
    } else expect(count).toBe(1);
  });

  test('keeps a grid without needless tiles, and the width that is set', () => {
    const document = camerasSketch(4, {
      mux: { width: 1280, height: 720 },
      tiler: { rows: 1, columns: 4, width: 1280 },
    });
    const advice = adviceOf(document, id);
    expect(advice.value).toBe('1 rows x 4 columns, 1280 x 180');
    expect(applied(document, advice).elements.tiler?.properties.height).toBe(180);
  });

  test('with a layout of its own is left alone', () => {
    for (const tiler of [{ 'square-seq-grid': true }, { 'show-source': 0 }]) {
      const topics = adviceFor(camerasSketch(4, { tiler })).map(({ topic }) => topic);
      expect(topics).not.toContain('tiler-grid');
    }
  });
});
