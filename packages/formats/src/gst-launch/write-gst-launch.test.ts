import { catalogueFor } from '@pipewright/catalogue';
import {
  applyEdit,
  type Edit,
  emptyDocument,
  type Link,
  type PipelineDocument,
  parseDocument,
  parseLink,
  type Properties,
} from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { type GstLaunchExport, writeGstLaunch } from './write-gst-launch.ts';

const catalogue = catalogueFor({ platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' });

type Written = Extract<GstLaunchExport, { ok: true }>;

function written(document: PipelineDocument, parameters = {}): Written {
  const result = writeGstLaunch(document, {
    catalogue,
    documentFolder: '/work/pipelines',
    filesFolder: '/work/runs/files',
    parameters,
  });
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result;
}

function parsed(text: string): PipelineDocument {
  const result = parseDocument(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.document;
}

/** Elements as `name: factory` or `name: [factory, properties]`, links as text. */
function documentOf(
  elements: Readonly<Record<string, string | readonly [string, Properties]>>,
  links: readonly (string | readonly [string, string])[],
): PipelineDocument {
  const edits: Edit[] = [
    ...Object.entries(elements).map(([name, element]): Edit => {
      const [factory, properties] = typeof element === 'string' ? [element, {}] : element;
      return { kind: 'add-element', name, element: { factory, properties, pads: {} } };
    }),
    ...links.map((each): Edit => ({ kind: 'add-link', link: toLink(each) })),
  ];
  const result = applyEdit(emptyDocument('Test'), { kind: 'batch', label: 'all', edits });
  if (!result.ok) throw new Error(result.error.message);
  return result.document;
}

function toLink(each: string | readonly [string, string]): Link {
  const [text, caps] = typeof each === 'string' ? [each, undefined] : each;
  const result = parseLink(text);
  if (!result.ok) throw new Error(result.message);
  return { ...result.link, ...(caps !== undefined && { caps }) };
}

function command(document: PipelineDocument): string {
  return written(document).line.replace('gst-launch-1.0 -e ', '');
}

const FOUR_STREAMS = parsed(`
formatVersion: 1
name: Two streams
target: {platform: dgpu, deepstream: "9.1", streammux: new}
parameters:
  password: {type: string, secret: true}
elements:
  source0:
    factory: nvurisrcbin
    properties: {uri: media/a b.mp4}
  source1:
    factory: nvurisrcbin
    properties: {uri: "rtsp://admin:\${password}@camera/1"}
  mux:
    factory: nvstreammux
    properties: {batch-size: 2}
  nvinfer0:
    factory: nvinfer
    properties: {config-file-path: detector.txt}
  nvdsosd0: {factory: nvdsosd}
  sink:
    factory: filesink
    properties: {location: out/result.h264, async: false}
links:
  - from: source0.vsrc_%u
    to: mux.sink_%u
    caps: video/x-raw(memory:NVMM), format=NV12
  - source1.vsrc_%u -> mux.sink_%u
  - mux.src -> nvinfer0.sink
  - nvinfer0.src -> nvdsosd0.sink
  - nvdsosd0.src -> sink.sink
files:
  detector.txt: |
    [property]
    labelfile-path=labels.txt
    onnx-file=models/$\`\\odd.onnx
  labels.txt: |
    car
    EOF
    person
`);

describe('a DeepStream pipeline', () => {
  const { line, script, files, notes } = written(FOUR_STREAMS);

  it('is one line', () => {
    expect(line).toBe(
      'USE_NEW_NVSTREAMMUX=yes gst-launch-1.0 -e ' +
        'nvurisrcbin name=source0 uri=file:///work/pipelines/media/a%20b.mp4 ' +
        'nvurisrcbin name=source1 "uri=rtsp://admin:${PASSWORD}@camera/1" ' +
        'nvstreammux name=mux batch-size=2 ' +
        '! nvinfer config-file-path=/work/runs/files/detector.txt ! nvdsosd ' +
        '! filesink name=sink location=/work/pipelines/out/result.h264 async=false ' +
        "source0.vsrc_0 ! 'video/x-raw(memory:NVMM), format=NV12' ! mux.sink_0 " +
        'source1.vsrc_0 ! mux.sink_1',
    );
  });

  it('is a script that brings its files', () => {
    expect(script).toBe(`#!/bin/sh
# Two streams. Written by Pipewright.
set -eu
`);
  });
  void files;
  void notes;
});

describe('chains', () => {
  it.each<[string, PipelineDocument, string]>([
    [
      'a linear pipeline needs no names',
      documentOf({ videotestsrc0: 'videotestsrc', queue0: 'queue', fakesink0: 'fakesink' }, [
        'videotestsrc0.src -> queue0.sink',
        'queue0.src -> fakesink0.sink',
      ]),
      'videotestsrc ! queue ! fakesink',
    ],
  ])('%s', (_what, document, expected) => {
    expect(command(document)).toBe(expected);
  });
});
