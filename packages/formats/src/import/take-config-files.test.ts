import { emptyDocument, type PipelineDocument } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { takeConfigFiles } from './take-config-files.ts';

function documentWith(configs: Readonly<Record<string, string>>): PipelineDocument {
  const elements = Object.entries(configs).map(([name, path]) => [
    name,
    { factory: 'nvinfer', properties: { 'config-file-path': path }, pads: {} },
  ]);
  return { ...emptyDocument('Test'), elements: Object.fromEntries(elements) };
}

function reading(files: Readonly<Record<string, string>>) {
  return async (path: string) => files[path];
}

function configOf(document: PipelineDocument, element: string) {
  return document.elements[element]?.properties['config-file-path'];
}

describe('config files', () => {
  it('come along under their relative path, with their own paths from the input’s folder', async () => {
    const { document, notes } = await takeConfigFiles(
      documentWith({ a: './configs/detector.txt' }),
      reading({ './configs/detector.txt': '[property]\nonnx-file=../models/a.onnx\n' }),
    );
    expect(configOf(document, 'a')).toBe('configs/detector.txt');
    expect(document.files).toEqual({
      'configs/detector.txt': '[property]\nonnx-file=models/a.onnx\n',
    });
    expect(notes).toEqual([]);
  });

  it('with an absolute path get its last part for a name, and absolute paths', async () => {
    const { document } = await takeConfigFiles(
      documentWith({ a: '/opt/a/pgie.txt', b: '/opt/b/pgie.txt', again: '/opt/a/pgie.txt' }),
      reading({
        '/opt/a/pgie.txt': '[property]\nonnx-file=a.onnx\n',
        '/opt/b/pgie.txt': '[property]\nonnx-file=b.onnx\n',
      }),
    );
    expect(['a', 'b', 'again'].map((name) => configOf(document, name))).toEqual([
      'pgie.txt',
      'pgie-2.txt',
      'pgie.txt',
    ]);
    expect(document.files['pgie-2.txt']).toContain('onnx-file=/opt/b/b.onnx');
  });

  it('that can’t be read stay references, each with one note', async () => {
    const { document, notes } = await takeConfigFiles(
      documentWith({ a: 'gone.txt', b: 'gone.txt' }),
      reading({}),
    );
    expect(configOf(document, 'b')).toBe('gone.txt');
    expect(document.files).toEqual({});
    expect(notes).toMatchObject([
      { kind: 'advice', place: { element: 'a', property: 'config-file-path' } },
    ]);
  });
});
