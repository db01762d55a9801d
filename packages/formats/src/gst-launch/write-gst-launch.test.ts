import { catalogueFor } from '@pipewright/catalogue';
import {
  applyEdit,
  type Edit,
  emptyDocument,
  type Link,
  type PipelineDocument,
  type Properties,
  parseDocument,
  parseLink,
} from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { type GstLaunchExport, writeGstLaunch } from './write-gst-launch.ts';

const catalogue = catalogueFor({ platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' });

type Written = Extract<GstLaunchExport, { ok: true }>;

function written(document: PipelineDocument, parameters = {}): Written {
  const result = writeGstLaunch(document, {
    catalogue,
    documentFolder: '/srv/pipelines',
    filesFolder: '/srv/runs/files',
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

const TWO_STREAMS = parsed(`
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
    onnx-file=models/$\\odd.onnx
  labels.txt: |
    car
    EOF
    person
`);

describe('a DeepStream pipeline', () => {
  const { line, script, files, notes } = written(TWO_STREAMS);

  it('is one line', () => {
    expect(line).toBe(
      'USE_NEW_NVSTREAMMUX=yes gst-launch-1.0 -e ' +
        'nvurisrcbin name=source0 uri=file:///srv/pipelines/media/a%20b.mp4 ' +
        "source0.vsrc_0 ! 'video/x-raw(memory:NVMM), format=NV12' ! mux.sink_0 " +
        'nvurisrcbin name=source1 "uri=rtsp://admin:${PASSWORD}@camera/1" ' +
        'source1.vsrc_0 ! mux.sink_1 ' +
        'nvstreammux name=mux batch-size=2 ' +
        '! nvinfer config-file-path=/srv/runs/files/detector.txt ! nvdsosd ' +
        '! filesink name=sink location=/srv/pipelines/out/result.h264 async=false',
    );
  });

  it('is a script that brings its files', () => {
    expect(script).toBe(String.raw`#!/bin/sh
# Two streams. Written by Pipewright.
set -eu

: "${'${PASSWORD'}:?set it to the secret of that name}"

files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cat > "${'${files}'}/detector.txt" <<EOF
[property]
labelfile-path=${'${files}'}/labels.txt
onnx-file=/srv/pipelines/models/\$\\odd.onnx
EOF
cat > "${'${files}'}/labels.txt" <<'EOF_'
car
EOF
person
EOF_

export USE_NEW_NVSTREAMMUX=yes

gst-launch-1.0 -e \
  nvurisrcbin name=source0 uri=file:///srv/pipelines/media/a%20b.mp4 \
  source0.vsrc_0 \
    ! 'video/x-raw(memory:NVMM), format=NV12' \
    ! mux.sink_0 \
  nvurisrcbin name=source1 "uri=rtsp://admin:${'${PASSWORD}'}@camera/1" \
  source1.vsrc_0 \
    ! mux.sink_1 \
  nvstreammux name=mux batch-size=2 \
    ! nvinfer "config-file-path=${'${files}'}/detector.txt" \
    ! nvdsosd \
    ! filesink name=sink location=/srv/pipelines/out/result.h264 async=false
`);
  });

  it('comes with the files that the line needs', () => {
    expect(files).toEqual([
      {
        path: '/srv/runs/files/detector.txt',
        text:
          '[property]\nlabelfile-path=/srv/runs/files/labels.txt\n' +
          'onnx-file=/srv/pipelines/models/$\\odd.onnx\n',
      },
      { path: '/srv/runs/files/labels.txt', text: 'car\nEOF\nperson\n' },
    ]);
  });

  it('says what else is needed', () => {
    expect(notes.map(({ place }) => place)).toEqual([
      { parameter: 'password' },
      { file: 'detector.txt' },
      { file: 'labels.txt' },
    ]);
  });
});

const src = ['fakesrc', { 'num-buffers': 1 }] as const;

describe('elements and links', () => {
  it.each<[string, PipelineDocument, string]>([
    [
      'a linear pipeline needs no names',
      documentOf({ fakesrc0: 'fakesrc', queue0: 'queue', fakesink0: 'fakesink' }, [
        'fakesrc0.src -> queue0.sink',
        'queue0.src -> fakesink0.sink',
      ]),
      'fakesrc ! queue ! fakesink',
    ],
    [
      'the order is that of the data, whatever the order of drawing',
      documentOf({ fakesink0: 'fakesink', queue0: 'queue', camera: src }, [
        'queue0.src -> fakesink0.sink',
        'camera.src -> queue0.sink',
      ]),
      'fakesrc name=camera num-buffers=1 ! queue ! fakesink',
    ],
    [
      'a tee has a chain per branch',
      documentOf(
        { fakesrc0: 'fakesrc', tee0: 'tee', queue0: 'queue', a: 'fakesink', b: 'fakesink' },
        [
          'fakesrc0.src -> tee0.sink',
          'tee0.src_%u -> queue0.sink',
          'tee0.src_1 -> b.sink',
          'queue0.src -> a.sink',
        ],
      ),
      'fakesrc ! tee name=tee0 tee0. ! queue ! fakesink name=a tee0.src_1 ! fakesink name=b',
    ],
    [
      'pads of muxers and demuxers have numbers',
      documentOf({ m: 'nvstreammux', d: 'nvstreamdemux', a: 'fakesink', b: 'fakesink' }, [
        'm.src -> d.sink',
        'd.src_%u -> a.sink',
        'd.src_0 -> b.sink',
      ]),
      'nvstreammux name=m ! nvstreamdemux name=d d.src_1 ! fakesink name=a d.src_0 ! fakesink name=b',
    ],
    [
      'elements that are not in the catalogue have their pads written',
      documentOf({ x: 'mystery', y: 'mystery' }, ['x.src -> y.sink', 'x.extra_%u -> y.in']),
      'mystery name=x x. ! y. x.extra_0 ! y.in mystery name=y',
    ],
    [
      'a cycle is written, too',
      documentOf({ a: 'queue', b: 'queue' }, ['a.src -> b.sink', 'b.src -> a.sink']),
      'queue name=a ! queue name=b ! a.',
    ],
    [
      'elements without links stand alone',
      documentOf({ a: 'fakesrc', b: 'fakesink' }, []),
      'fakesrc name=a fakesink name=b',
    ],
    [
      'enums are written by name',
      documentOf({ queue0: ['queue', { leaky: 2, 'max-size-time': 0 }] }, []),
      'queue leaky=downstream max-size-time=0',
    ],
    [
      'caps that gst-launch would not know for caps get an element',
      documentOf({ a: 'fakesrc', b: 'fakesink' }, [
        ['a.src -> b.sink', 'video/x-raw, width=1; video/x-raw, width=2'],
      ]),
      `fakesrc name=a ! capsfilter 'caps="video/x-raw, width=1; video/x-raw, width=2"' ! fakesink name=b`,
    ],
    [
      'one written name like those that GStreamer gives makes all of the kind be named',
      documentOf({ s: 'fakesrc', queue1: 'queue', queue0: 'queue', t: 'funnel' }, [
        's.src -> queue0.sink',
        'queue0.src -> t.sink_0',
        'queue1.src -> t.sink_1',
        't.src -> queue1.sink',
      ]),
      'fakesrc name=s ! queue ! t.sink_0 funnel name=t ! queue ! t.sink_1',
    ],
  ])('%s', (_what, document, expected) => {
    expect(command(document)).toBe(expected);
  });

  it('names that gst-launch does not take are replaced', () => {
    const { line, notes } = written(
      documentOf({ 'a.b': 'tee', a_b: 'tee', süd: 'queue' }, [
        'a.b.src_%u -> a_b.sink',
        'a.b.src_%d -> süd.sink',
      ]),
    );
    expect(line).toContain('tee name=a_b_2 a_b_2. ! tee name=a_b a_b_2. ! queue name=s_d');
    expect(notes.map(({ place }) => place)).toEqual([{ element: 'a.b' }, { element: 'süd' }]);
  });
});

describe('notes', () => {
  it('name pads and pad properties that gst-launch has no way to write', () => {
    const document = parsed(`
formatVersion: 1
name: Pads
target: {platform: dgpu, deepstream: "9.1"}
elements:
  rtp: {factory: rtpbin}
  wall:
    factory: compositor
    pads:
      sink_%u: {xpos: 1}
      sink_0: {xpos: 2}
  queue:
    factory: queue
    pads: {sink: {offset: 5}}
links:
  - rtp.recv_rtp_src_%u_%u_%u -> queue.sink
`);
    const { line, notes } = written(document);
    expect(line).toContain('rtpbin name=rtp ! queue name=queue sink::offset=5');
    expect(line).toContain('compositor name=wall sink_0::xpos=2');
    expect(line).not.toContain('sink_%u');
    expect(notes.map(({ place }) => place)).toEqual([
      { link: 'rtp.recv_rtp_src_%u_%u_%u -> queue.sink' },
      { element: 'queue', pad: 'sink', property: 'offset' },
      { element: 'wall', pad: 'sink_%u', property: 'xpos' },
    ]);
  });
});

describe('refusals', () => {
  it('nothing to write', () => {
    expect(writeGstLaunch(emptyDocument('x'), { catalogue, documentFolder: '/' })).toEqual({
      ok: false,
      errors: [{ message: 'the pipeline has no elements to write' }],
    });
  });

  it('a parameter without a value', () => {
    const document = {
      ...documentOf({ a: ['fakesrc', { 'num-buffers': '${count}' }] }, []),
      parameters: { count: { type: 'integer' as const } },
    };
    expect(writeGstLaunch(document, { catalogue, documentFolder: '/' })).toMatchObject({
      ok: false,
      errors: [{ parameter: 'count', element: 'a', property: 'num-buffers' }],
    });
    expect(written(document, { count: 5 }).line).toContain('fakesrc name=a num-buffers=5');
  });
});
