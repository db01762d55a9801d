import { describe, expect, test } from 'vitest';
import { adviceOf, applied, camerasSketch, documentOf } from '../advice-harness.ts';

describe('precision', () => {
  const id = 'infer-precision:detector';
  const withConfig = (text: string) =>
    camerasSketch(1, {
      detector: { 'config-file-path': 'detector.txt' },
      files: { 'detector.txt': text },
    });

  test('is FP16 without calibration; comments and order stay', () => {
    const document = withConfig(
      '# detector\n[property]\nonnx-file=a.onnx\nnetwork-mode=1 # fast\n\n[class-attrs-all]\nnetwork-mode=9\n',
    );
    const advice = adviceOf(document, id);
    expect(advice.value).toBe('network-mode 2 (FP16)');
    expect(applied(document, advice).files['detector.txt']).toBe(
      '# detector\n[property]\nonnx-file=a.onnx\nnetwork-mode=2 # fast\n\n[class-attrs-all]\nnetwork-mode=9\n',
    );
  });

  test('is INT8 with calibration; a missing key is added', () => {
    const document = withConfig('[property]\nint8-calib-file=cal_trt.bin\n');
    const advice = adviceOf(document, id);
    expect(advice.value).toBe('network-mode 1 (INT8)');
    expect(applied(document, advice).files['detector.txt']).toBe(
      '[property]\nnetwork-mode=1\nint8-calib-file=cal_trt.bin\n',
    );
  });

  test('is written into YAML as YAML', () => {
    const document = withConfig(
      'property:\n    onnx-file: a.onnx\nclass-attrs-all:\n    topk: 20\n',
    );
    expect(applied(document, adviceOf(document, id)).files['detector.txt']).toBe(
      'property:\n    network-mode: 2\n    onnx-file: a.onnx\nclass-attrs-all:\n    topk: 20\n',
    );
  });

  test('in a file on disk is to be set there', () => {
    const document = camerasSketch(1, { detector: { 'config-file-path': '/m/detector.txt' } });
    const advice = adviceOf(document, id, { fileText: () => '[property]\nnetwork-mode=0\n' });
    expect(advice).toMatchObject({ state: 'by-hand', edit: undefined });
    expect(advice.arithmetic).toContain(
      'set network-mode to 2 in the property group of /m/detector.txt',
    );
  });
});

describe('interval', () => {
  const id = 'infer-interval:detector';
  const at = (inferenceMillis: number) => ({
    streams: [{ element: 'camera0', frameRate: 25 }],
    inferenceMillis: { detector: inferenceMillis },
  });

  test.each([
    [40, '0'],
    [41, '1'],
    [90, '2'],
  ])('for %d ms of 40 ms per batch is %s', (millis, value) => {
    expect(adviceOf(camerasSketch(1), id, at(millis)).value).toBe(value);
  });

  test('is set on the element, and a longer one stays', () => {
    const document = camerasSketch(1);
    const advice = adviceOf(document, id, at(90));
    expect(applied(document, advice).elements.detector?.properties).toEqual({ interval: 2 });
    const longer = adviceOf(camerasSketch(1, { detector: { interval: 4 } }), id, at(90));
    expect(longer.state).toBe('already-so');
    expect(longer.arithmetic.at(-1)).toBe('interval 4 is set and stays');
  });

  test('without a measurement says what to measure', () => {
    const advice = adviceOf(camerasSketch(1), id, { streams: at(1).streams });
    expect(advice).toMatchObject({
      state: 'unknown',
      value: '0, while a batch takes at most 40 ms',
    });
  });
});

describe('GPU memory', () => {
  test('is the sum of all pools and models', () => {
    const document = documentOf({
      elements: {
        camera0: ['nvurisrcbin', { uri: 'file:///a.mp4' }],
        mux: ['nvstreammux', { 'batch-size': 2, width: 1280, height: 720 }],
        detector: ['nvinfer', { 'config-file-path': 'd.txt', 'batch-size': 2 }],
        convert: 'nvvideoconvert',
        tiler: ['nvmultistreamtiler', { width: 640, height: 360 }],
        download: 'nvvideoconvert',
        sink: 'fakesink',
      },
      links: [
        'camera0.vsrc_%u -> mux.sink_0',
        'mux.src -> detector.sink',
        'detector.src -> convert.sink',
        'convert.src -> tiler.sink | video/x-raw(memory:NVMM),format=RGBA',
        'tiler.src -> download.sink',
        'download.src -> sink.sink | video/x-raw,format=I420',
      ],
      files: { 'd.txt': '[property]\nnetwork-mode=2\ninfer-dims=3;100;200\n' },
    });
    const advice = adviceOf(document, 'gpu-memory', {
      streams: [{ element: 'camera0', width: 1920, height: 1080 }],
      modelBytes: { detector: 64 * 1024 * 1024 },
      gpuMemoryBytes: 1024 ** 3,
    });
    const decoder = 1920 * 1080 * 1.5 * (4 + 1 + 1);
    const mux = 1280 * 720 * 1.5 * 2 * 4;
    const convert = 1280 * 720 * 4 * 2 * 4;
    const tiler = 640 * 360 * 1.5 * 5;
    const detector = 32 * 1024 * 1024 + 3 * 100 * 200 * 2 * 4;
    const mebibytes = (decoder + mux + convert + tiler + detector) / 1024 / 1024;
    expect(advice.value).toBe(`${Math.round(mebibytes * 100) / 100} MiB at least`);
    expect(advice.value).toBe('90.58 MiB at least');
    expect(advice.arithmetic.at(-1)).toBe('0.9 x 1 GiB = 921.6 MiB: it fits');
    // What leaves for system memory has no surfaces.
    expect(advice.arithmetic.join()).not.toContain('download');
    expect(advice.place.element).toBe('detector');
  });

  test('names the assumed size of a model', () => {
    const { assumptions } = adviceOf(camerasSketch(1), 'gpu-memory');
    expect(assumptions.join('\n')).toContain("model of 'detector' is not known: 100 MiB");
    expect(assumptions.join('\n')).toContain("The GPU's memory is not known");
  });
});
