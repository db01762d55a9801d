import { expect, it } from 'vitest';
import { compareLines } from './compare-lines.ts';

it('marks what each text has alone', () => {
  const { left, right } = compareLines('a\nb\nc\nd', 'a\nc\nx\nd');
  expect(left.filter((line) => line.isChanged).map((line) => line.text)).toEqual(['b']);
  expect(right.filter((line) => line.isChanged).map((line) => line.text)).toEqual(['x']);
});
