import { expect, it } from 'vitest';
import { freeFileName, movedConfig, renamedFor } from './move-config.ts';

const text =
  '[property]\nonnx-file=a.onnx\nlabelfile-path=../labels.txt # c\ncustom-lib-path=/opt/lib.so\n';

it('leads to the same files from another folder, there and back', () => {
  const taken = movedConfig('nvinfer.txt', text, 'models/cars', 'pipelines');
  expect(taken).toBe(
    '[property]\nonnx-file=../models/cars/a.onnx\nlabelfile-path=../models/labels.txt # c\ncustom-lib-path=/opt/lib.so\n',
  );
  expect(movedConfig('nvinfer.txt', taken, 'pipelines', 'models/cars')).toBe(text);
});

it('makes the paths of a file of the SDK absolute', () => {
  expect(movedConfig('n.txt', '[property]\nonnx-file=a.onnx\n', '/opt/sdk', 'pipelines')).toBe(
    '[property]\nonnx-file=/opt/sdk/a.onnx\n',
  );
});

it('finds a free name', () => {
  const taken = new Set(['a.txt', 'a-2.txt']);
  expect(freeFileName('a.txt', (name) => taken.has(name))).toBe('a-3.txt');
  expect(freeFileName('b', () => false)).toBe('b');
});

it('names a file for its syntax', () => {
  expect(renamedFor('models/a.b/nvinfer.txt', 'yaml')).toBe('models/a.b/nvinfer.yml');
  expect(renamedFor('models/a.b/nvinfer', 'ini')).toBe('models/a.b/nvinfer.txt');
});
