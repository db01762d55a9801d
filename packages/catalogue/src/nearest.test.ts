import { expect, test } from 'vitest';
import { editDistance, nearestNames } from './nearest.ts';

test('distances count insertions, deletions, replacements and swaps', () => {
  expect(editDistance('nvinfer', 'nvinfer')).toBe(0);
  expect(editDistance('nvinfre', 'nvinfer')).toBe(1);
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('batch_size', 'Batch-Size')).toBe(0);
});

test('a limit ends the work early', () => {
  expect(editDistance('aaaaaaaa', 'bbbbbbbb', 2)).toBe(3);
  expect(editDistance('a', 'abcdef', 2)).toBe(3);
});

test('nearest names come best first, and nothing comes from far away', () => {
  const names = ['width', 'height', 'batch-size', 'buffer-pool-size', 'file-location'];
  expect(nearestNames('widht', names)).toEqual(['width']);
  expect(nearestNames('batchsize', names)[0]).toBe('batch-size');
  expect(nearestNames('location', names)).toEqual(['file-location']);
  expect(nearestNames('qqqq', names)).toEqual([]);
  expect(nearestNames('', names)).toEqual([]);
});
