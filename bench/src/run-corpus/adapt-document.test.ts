import { type PipelineDocument, parseDocument } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { adaptDocument } from './adapt-document.ts';
import type { SampleInputs } from './sample-inputs.ts';

const inputs: SampleInputs = {
  mp4: '/samples/sample.mp4',
  h265Mp4: '/samples/sample-h265.mp4',
  jpegMp4: '/samples/sample-jpeg.mp4',
  mkv: '/samples/sample.mkv',
  h264: '/samples/sample.h264',
  h265: '/samples/sample.h265',
  jpeg: '/samples/sample-%d.jpg',
  detector: (number) => `/samples/detector-${number}.txt`,
  serverDetector: (number) => `/samples/server-detector-${number}.txt`,
  tracker: '/samples/tracker.yml',
  analytics: '/samples/analytics.txt',
  dewarper: '/samples/dewarper.txt',
  metamux: '/samples/metamux.txt',
  messageConversion: '/samples/msgconv.txt',
  postprocess: '/samples/postprocess.yml',
  preprocess: (number) => `/samples/preprocess-${number}.txt`,
  outputs: '/samples/outputs',
};

/** The adapted document of a chain of elements, in the document's form. */
function adapted(elements: readonly string[]): PipelineDocument {
  const names = elements.map((_, index) => `e${index}`);
  const links = names.slice(1).map((name, index) => `  - e${index}.src -> ${name}.sink`);
  const text = [
    'formatVersion: 1',
    'name: corpus',
    'target: {platform: dgpu, deepstream: "9.1"}',
    'elements:',
    ...elements.map((element, index) => `  ${names[index]}: ${element}`),
    ...(links.length === 0 ? [] : ['links:', ...links]),
  ].join('\n');
  const parsed = parseDocument(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return adaptDocument(parsed.document, inputs);
}

const propertiesOf = (document: PipelineDocument, name: string) =>
  document.elements[name]?.properties;

describe('adaptDocument', () => {
  it('gives each of the elements that run a model the settings of its place', () => {
    const document = adapted([
      '{factory: nvinferserver, properties: {config-file-path: a.txt}}',
      '{factory: nvinfer, properties: {config-file-path: b.txt, model-engine-file: b.engine}}',
      '{factory: nvinferserver, properties: {config-file-path: c.txt, unique-id: 9}}',
    ]);
    expect(propertiesOf(document, 'e0')).toEqual({
      'config-file-path': '/samples/server-detector-1.txt',
    });
    expect(propertiesOf(document, 'e1')).toEqual({
      'config-file-path': '/samples/detector-2.txt',
    });
    expect(propertiesOf(document, 'e2')).toEqual({
      'config-file-path': '/samples/server-detector-3.txt',
      'unique-id': 9,
    });
  });

  it('makes tensors for the nearest detector behind nvdspreprocess', () => {
    const document = adapted([
      '{factory: nvdspreprocess, properties: {config-file: p.txt}}',
      '{factory: nvinferserver, properties: {config-file-path: a.txt, unique-id: 5}}',
    ]);
    expect(propertiesOf(document, 'e0')).toEqual({ 'config-file': '/samples/preprocess-5.txt' });
  });

  it('keeps the number of a list of sources, and lets the run end', () => {
    const document = adapted([
      '{factory: nvmultiurisrcbin, properties: {uri-list: "rtsp://a,rtsp://b", file-loop: true, drop-pipeline-eos: true, port: "9000"}}',
    ]);
    expect(propertiesOf(document, 'e0')).toEqual({
      'uri-list': 'file:///samples/sample.mp4,file:///samples/sample.mp4',
      'file-loop': false,
      'drop-pipeline-eos': false,
      port: '0',
    });
  });

  it('lets the detector before nvdspostprocess hand its tensors on', () => {
    const document = adapted([
      '{factory: nvinfer, properties: {config-file-path: a.txt}}',
      '{factory: nvdspostprocess, properties: {postprocesslib-config-file: c.yml}}',
    ]);
    expect(propertiesOf(document, 'e0')).toMatchObject({ 'output-tensor-meta': true });
    expect(propertiesOf(document, 'e1')).toEqual({
      'postprocesslib-config-file': '/samples/postprocess.yml',
    });
  });

  it.each([
    ['qtdemux', 'h264parse', '/samples/sample.mp4'],
    ['qtdemux', 'h265parse', '/samples/sample-h265.mp4'],
    ['qtdemux', 'jpegdec', '/samples/sample-jpeg.mp4'],
    ['matroskademux', 'h264parse', '/samples/sample.mkv'],
    ['h264parse', 'nvv4l2decoder', '/samples/sample.h264'],
    ['jpegparse', 'nvjpegdec', '/samples/sample-0.jpg'],
  ])('reads what %s and %s read', (first, second, location) => {
    const document = adapted([
      '{factory: filesrc, properties: {location: /their/file}}',
      `{factory: ${first}}`,
      `{factory: ${second}}`,
    ]);
    expect(propertiesOf(document, 'e0')).toEqual({ location });
  });

  it('puts packets of the sample in the place of an RTSP camera', () => {
    const document = adapted([
      '{factory: rtspsrc, properties: {location: "rtsp://camera"}}',
      '{factory: rtph265depay}',
    ]);
    expect(document.elements.e0?.factory).toBe('rtph265pay');
    expect(propertiesOf(document, 'e0-file')).toEqual({ location: '/samples/sample-h265.mp4' });
    expect(document.links).toMatchObject([
      { from: { element: 'e0', pad: 'src' }, to: { element: 'e1' } },
      { from: { element: 'e0-file' }, to: { element: 'e0-demuxer' } },
      { from: { element: 'e0-demuxer' }, to: { element: 'e0', pad: 'sink' } },
    ]);
  });

  it('sends nothing to others and writes to the folder of outputs', () => {
    const document = adapted([
      '{factory: v4l2src, properties: {device: /dev/video0}}',
      '{factory: filesink, properties: {location: /home/me/out.mp4}}',
      '{factory: nvmsgbroker, properties: {conn-str: "broker;9092", sync: false}}',
    ]);
    expect(document.elements.e0).toMatchObject({
      factory: 'videotestsrc',
      properties: { 'num-buffers': 48 },
    });
    expect(propertiesOf(document, 'e1')).toEqual({ location: '/samples/outputs/1-out.mp4' });
    expect(document.elements.e2).toMatchObject({
      factory: 'fakesink',
      properties: { sync: false },
    });
  });
});
