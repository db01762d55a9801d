import { expect, test } from 'vitest';
import { importFormats, recogniseImportFormat } from './import-formats.ts';

const recognised = (text: string, fileName = 'input') =>
  recogniseImportFormat({ text, fileName })?.id;

test.each([
  ['gst-launch-1.0 -e videotestsrc ! fakesink', 'gst-launch'],
  ['videotestsrc ! nvvideoconvert ! fakesink', 'gst-launch'],
  ['[application]\n[source0]\nenable=1\ntype=2\n[sink0]\nenable=1\ntype=1\n', 'deepstream-app'],
  ['digraph pipeline { subgraph cluster_a { label="GstQueue\\nq" } }', 'dot'],
  [
    'deepstream:\n  nodes:\n    - type: fakesink\n      name: s\n  edges:\n    a: s\n',
    'service-maker',
  ],
  [
    'from pyservicemaker import Pipeline\np = Pipeline("a")\np.add("fakesink", "s")\n',
    'pyservicemaker',
  ],
])('%j is recognised', (text, id) => {
  expect(recognised(text)).toBe(id);
});

test.each([
  [''],
  ['Dear reader, hello! This is no pipeline!'],
  ['formatVersion: 1\nname: x\nelements: {}\n'],
  ['[property]\nonnx-file=a.onnx\n'],
  ['pipeline:\n  elements:\n    - element: detector@vision\n'],
  ['components:\n  - name: a\n    parameters: {}\n'],
  // A sample application's own file, which shares a group's name with deepstream-app's.
  ['source:\n  location: a.mp4\nstreammux:\n  width: 1920\n'],
])('%j is none', (text) => {
  expect(recognised(text, 'input.yml')).toBeUndefined();
});

test('ids are unique, and every format has words for itself', () => {
  const ids = importFormats.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { title } of importFormats) expect(title).toMatch(/^an? /);
});
