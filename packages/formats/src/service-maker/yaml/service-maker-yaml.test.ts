import { catalogueFor } from '@pipewright/catalogue';
import {
  emptyDocument,
  type Link,
  linkId,
  type PipelineDocument,
  parseDocument,
} from '@pipewright/graph';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ExportOptions } from '../../export/export-format.ts';
import { noteText } from '../../note.ts';
import { drawnPipelines, graphOf } from '../drawn-pipelines.ts';
import { serviceMakerImport } from './read-service-maker.ts';
import { serviceMakerExport } from './write-service-maker.ts';

const catalogue = catalogueFor(emptyDocument('').target);

function parsed(text: string): PipelineDocument {
  const result = parseDocument(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.document;
}

function written(document: PipelineDocument, options: Partial<ExportOptions> = {}) {
  const result = serviceMakerExport.write(document, {
    catalogue,
    documentFolder: '/srv/pipelines',
    ...options,
  });
  if (!result.ok) throw new Error(result.errors.map(noteText).join('\n'));
  return { ...result, text: result.files[0].text, notes: result.notes.map(noteText) };
}

async function readIn(
  text: string,
  { files = {}, fileName = 'app.yaml' }: { files?: Record<string, string>; fileName?: string } = {},
) {
  const result = await serviceMakerImport.read(
    { text, fileName },
    { catalogueFor, readFile: async (path) => files[path] },
  );
  if (!result.ok) throw new Error(result.errors.map(noteText).join('\n'));
  const { document, notes } = result.pipelines[0];
  return { document, links: document.links.map(linkId), notes: notes.map(noteText) };
}

async function errorsOf(text: string): Promise<string[]> {
  const result = await serviceMakerImport.read({ text, fileName: 'app.yaml' }, { catalogueFor });
  return result.ok ? [] : result.errors.map(noteText);
}

const TWO_STREAMS = `formatVersion: 1
name: Two streams
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
parameters:
  password: { type: string, secret: true }
elements:
  left: { factory: nvurisrcbin, properties: { uri: media/left.mp4 } }
  right: { factory: nvurisrcbin, properties: { uri: "rtsp://cam:\${password}@host/1" } }
  mux:
    factory: nvstreammux
    properties: { batch-size: 2, width: 1280, height: 720, attach-sys-ts: "yes" }
    pads: { sink_0: { priority: 3 } }
  detector.0: { factory: nvinfer, properties: { config-file-path: detector.txt } }
  converter: { factory: nvvideoconvert, properties: { nvbuf-memory-type: nvbuf-mem-cuda-device } }
  tee: { factory: tee }
  screen: { factory: nveglglessink, properties: { sync: false } }
  file: { factory: fakesink }
links:
  - left.vsrc_%u -> mux.sink_0
  - right.vsrc_%u -> mux.sink_1
  - mux.src -> detector.0.sink
  - detector.0.src -> converter.sink
  - from: converter.src
    to: tee.sink
    caps: video/x-raw(memory:NVMM), format=RGBA
  - tee.src_0 -> screen.sink
  - tee.src_1 -> file.sink
files:
  detector.txt: |
    [property]
    onnx-file=models/detector.onnx
`;

describe('the writer', () => {
  it('writes nodes with typed properties, and edges as NVIDIA’s samples have them', () => {
    const { text } = written(parsed(TWO_STREAMS));
    expect(parse(text)).toEqual({
      deepstream: {
        nodes: [
          {
            type: 'nvurisrcbin',
            name: 'left',
            properties: { uri: 'file:///srv/pipelines/media/left.mp4' },
          },
          {
            type: 'nvurisrcbin',
            name: 'right',
            properties: { uri: 'rtsp://cam:${PASSWORD}@host/1' },
          },
          {
            type: 'nvstreammux',
            name: 'mux',
            properties: { 'batch-size': 2, width: 1280, height: 720, 'attach-sys-ts': true },
          },
          {
            type: 'nvinfer',
            name: 'detector_0',
            properties: { 'config-file-path': 'detector.txt' },
          },
          { type: 'nvvideoconvert', name: 'converter', properties: { 'nvbuf-memory-type': 2 } },
          { type: 'tee', name: 'tee' },
          { type: 'nveglglessink', name: 'screen', properties: { sync: false } },
          { type: 'fakesink', name: 'file' },
          {
            type: 'capsfilter',
            name: 'caps-converter-tee',
            properties: { caps: 'video/x-raw(memory:NVMM), format=RGBA' },
          },
        ],
        edges: {
          'left.vsrc_%u': 'mux',
          'right.vsrc_%u': 'mux',
          mux: 'detector_0',
          detector_0: 'converter',
          converter: 'caps-converter-tee',
          'caps-converter-tee': 'tee',
          tee: ['screen', 'file'],
        },
      },
    });
  });

  it('says what it can’t express, each with its place', () => {
    expect(written(parsed(TWO_STREAMS)).notes).toEqual([
      'detector.0: "detector.0" is called detector_0: a dot would be read as a pad',
      "mux.sink_0.priority: Service Maker can't set properties of pads: priority of sink_0 is left out",
      'password: Service Maker YAML has no variables: put the secret in place of ${PASSWORD} when it starts, for example with envsubst',
      'detector.txt: start in the folder of detector.txt: the YAML names it by its relative path',
    ]);
  });

  it('brings the config files along, with paths that lead where they did', () => {
    expect(written(parsed(TWO_STREAMS)).files.slice(1)).toEqual([
      {
        path: 'detector.txt',
        text: '[property]\nonnx-file=/srv/pipelines/models/detector.onnx\n',
      },
    ]);
  });

  it('puts links to a muxer in the order of their numbers, and says where numbers change', () => {
    const document = parsed(
      TWO_STREAMS.replace('mux.sink_0\n', 'mux.sink_5\n').replace('mux.sink_1\n', 'mux.sink_2\n'),
    );
    const { text, notes } = written(document);
    expect(Object.keys(parse(text).deepstream.edges).slice(0, 2)).toEqual([
      'right.vsrc_%u',
      'left.vsrc_%u',
    ]);
    expect(notes).toContain(
      'right.vsrc_%u -> mux.sink_2: Service Maker numbers request pads itself, in the order of the links: sink_2 becomes sink_0',
    );
  });

  it('adds the probe without which nvmsgconv sends nothing', () => {
    const { text, notes } = written(drawnPipelines.messages);
    const { nodes, edges } = parse(text).deepstream;
    expect(nodes.at(-1)).toEqual({
      type: 'add_message_meta_probe.add_message_meta_probe',
      name: 'add_message_meta_probe',
    });
    expect(edges.detector).toContain('add_message_meta_probe');
    expect(notes.join('\n')).toContain('msg2p-newapi');
  });

  it('measures the frame rate at an inference element in production', () => {
    const { text } = written(drawnPipelines.detection, { profile: 'production' });
    expect(parse(text).deepstream.edges.detector).toContain('measure_fps_probe');
  });

  it('refuses an empty pipeline', () => {
    const result = serviceMakerExport.write(emptyDocument('Empty'), {
      catalogue,
      documentFolder: '/srv',
    });
    expect(result).toMatchObject({ ok: false });
  });
});

describe('the reader', () => {
  const SAMPLE = `deepstream:
  nodes:
    - { type: nvurisrcbin, name: cam, properties: { uri: "rtsp://\${HOST}/1" } }
    - { type: nvstreammux, name: mux, properties: { batch-size: 1, live-source: 1 } }
    - { type: nvinfer, name: pgie.main, properties: { config-file-path: ./pgie.txt } }
    - { type: nvmsgbroker, name: broker, enable: false }
    - { type: measure_fps_probe.measure_fps_probe, name: rate }
    - { type: fakesink, name: the sink }
  edges:
    cam: mux
    mux.src: pgie.main
    pgie.main: [the sink, rate, broker]
`;

  it('makes links whose pads are named and numbered', async () => {
    const { links, document, notes } = await readIn(SAMPLE, {
      files: { './pgie.txt': '[property]\ngpu-id=0\n' },
    });
    expect(links).toEqual([
      'cam.vsrc_%u -> mux.sink_0',
      'mux.src -> pgie.main.sink',
      'pgie.main.src -> the_sink.sink',
    ]);
    expect(document.name).toBe('app');
    expect(document.parameters).toEqual({ host: { type: 'string' } });
    expect(document.elements.cam?.properties.uri).toBe('rtsp://${host}/1');
    expect(document.elements.mux?.properties['live-source']).toBe(true);
    expect(document.files).toEqual({ 'pgie.txt': '[property]\ngpu-id=0\n' });
    expect(notes).toEqual([
      'app.yaml:8:7: the_sink: the node "the sink" is called the_sink: elements can\'t have its name',
      'app.yaml:3:58: cam.uri: ${HOST} becomes the parameter "host", which needs a value',
      'app.yaml:6:7: the node "broker" is disabled: it and its edges are left out',
      'app.yaml:12:27: pgie.main: "rate" (measure_fps_probe.measure_fps_probe) is code that is attached to pgie.main, and is left out: the frame rate of every link is shown while it runs, without a probe',
    ]);
  });

  it('reads the form with link groups', async () => {
    const { links, document } = await readIn(`pipeline:
  name: grouped
  elements:
    - { name: a, type: videotestsrc }
    - { name: q, type: queue }
    - { name: s, type: fakesink, properties: { sync: true } }
  links:
    - [a, q, s]
`);
    expect(document.name).toBe('grouped');
    expect(links).toEqual(['a.src -> q.sink', 'q.src -> s.sink']);
  });

  it.each([
    ['deepstream:\n  nodes: [\n', 'app.yaml:3:1: not readable as YAML'],
    ['deepstream: {}\n', 'app.yaml:1:13: there are no nodes'],
    ['deepstream:\n  nodes:\n    - name: a\n', 'app.yaml:3:7: the node "a" has no type'],
    [
      'deepstream:\n  nodes:\n    - {type: queue, name: a}\n    - {type: tee, name: a}\n',
      'app.yaml:4:7: two nodes are called "a"',
    ],
    [
      'deepstream:\n  nodes:\n    - {type: queue, name: abcd}\n  edges:\n    abcd: abce\n',
      'app.yaml:5:11: an edge names "abce", but there is no such node',
    ],
  ])('says where %j is wrong', async (text, expected) => {
    const [first] = await errorsOf(text);
    expect(first).toContain(expected);
  });

  it('tells its own files from other YAML', () => {
    const score = (text: string, fileName = 'a.yaml') =>
      serviceMakerImport.recognise({ text, fileName });
    expect(score(SAMPLE)).toBe(1);
    expect(score('pipeline:\n  elements:\n    - element: nvinfer@detector\n')).toBe(0);
    expect(score('components:\n  - name: a\n    parameters: {}\nname: a\n')).toBe(0);
    expect(score('name: app\nserver:\n  responders: {}\n')).toBe(0);
    expect(score('application:\n  enable-perf-measurement: 1\n')).toBe(0);
  });

  it('never fails on any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await serviceMakerImport.read(
          { text: `deepstream:\n  nodes:\n  - ${text}`, fileName: 'x.yaml' },
          { catalogueFor },
        );
      }),
    );
  });
});

describe('written and read again', () => {
  it.each(Object.entries(drawnPipelines))('%s is the same graph', async (_name, document) => {
    const { text, files } = written(document);
    const beside = Object.fromEntries(files.slice(1).map((file) => [file.path, file.text]));
    const again = await readIn(text, { files: beside });
    expect(graphOf(again.document)).toEqual(graphOf(document));
  });

  it('keeps any order of streams', async () => {
    const numbers = fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(numbers, async (pads) => {
        const names = pads.map((_, index) => `cam${index}`);
        const elements = Object.fromEntries([
          ...names.map((name) => [name, { factory: 'nvurisrcbin', properties: {}, pads: {} }]),
          ['mux', { factory: 'nvstreammux', properties: {}, pads: {} }],
        ]);
        const links = pads.map(
          (pad, index): Link => ({
            from: { element: `cam${index}`, pad: 'vsrc_%u' },
            to: { element: 'mux', pad: `sink_${pad}` },
          }),
        );
        const document = { ...emptyDocument('Streams'), elements, links };
        const { document: again } = await readIn(written(document).text);
        const order = (of: PipelineDocument) =>
          [...of.links]
            .sort((a, b) => a.to.pad.localeCompare(b.to.pad))
            .map((link) => link.from.element);
        expect(order(again)).toEqual(order(document));
      }),
    );
  });
});
