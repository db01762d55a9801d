import { applyEdit, type PipelineDocument } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { mergeDocument } from './merge-document.ts';
import { documentOf, TWO_SOURCES } from './testing-documents.ts';

const HEAD = `formatVersion: 1
name: Detector
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
`;
const ADDED = documentOf(`${HEAD}parameters:
  stream: { type: uri }
elements:
  left:
    factory: nvurisrcbin
    properties: { uri: "\${stream}" }
  mux: { factory: nvstreammux }
  find:
    factory: nvinfer
    properties: { config-file-path: nvinfer.txt }
links:
  - left.vsrc_%u -> mux.sink_0
  - mux.src -> find.sink
files:
  nvinfer.txt: |
    [property]
    labelfile-path=labels.txt
  labels.txt: |
    car
`);

function merged(document: PipelineDocument, added: PipelineDocument): PipelineDocument {
  const result = applyEdit(document, mergeDocument(document, added).edit);
  if (!result.ok) {
    throw new Error(result.error.message);
  }
  return result.document;
}

describe('adding a pipeline to another', () => {
  it('keeps what is there and gives free names to what comes', () => {
    const before = documentOf(TWO_SOURCES);
    const { elements, links } = merged(before, ADDED);
    expect(elements).toMatchObject(before.elements);
    expect(Object.keys(elements).slice(4)).toEqual(['nvurisrcbin0', 'nvstreammux0', 'find']);
    expect(links.slice(3).map(({ from, to }) => `${from.element} ${to.element}`)).toEqual([
      'nvurisrcbin0 nvstreammux0',
      'nvstreammux0 find',
    ]);
  });

  it('renames files and parameters of another content, also where they are named', () => {
    const before = documentOf(`${HEAD}parameters:
  stream: { type: uri, default: "rtsp://here/1" }
elements:
  camera:
    factory: nvurisrcbin
    properties: { uri: "\${stream}" }
files:
  labels.txt: |
    person
  nvinfer.txt: |
    [property]
    batch-size=4
`);
    const { elements, files, parameters } = merged(before, ADDED);
    expect(files).toMatchObject(before.files);
    expect(files['nvinfer-2.txt']).toContain('labelfile-path=labels-2.txt');
    expect(files['labels-2.txt']).toBe('car\n');
    expect(elements.find?.properties['config-file-path']).toBe('nvinfer-2.txt');
    expect(parameters['stream-2']).toEqual({ type: 'uri' });
    expect(elements.left?.properties.uri).toBe('$' + '{stream-2}');
    expect(elements.camera?.properties.uri).toBe('$' + '{stream}');
  });

  it('shares what is equal', () => {
    const twice = merged(merged(documentOf(TWO_SOURCES), ADDED), ADDED);
    expect(Object.keys(twice.files)).toEqual(['nvinfer.txt', 'labels.txt']);
    expect(Object.keys(twice.parameters)).toEqual(['stream']);
    expect(Object.keys(twice.elements)).toHaveLength(10);
  });
});
