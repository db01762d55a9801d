import { expect, it } from 'vitest';
import { align } from './alignment.ts';

const boxes = [
  { name: 'a', x: 0, y: 0, width: 100, height: 40 },
  { name: 'b', x: 130, y: 30, width: 100, height: 80 },
  { name: 'c', x: 500, y: 90, width: 100, height: 40 },
];

it('lines up edges and middles', () => {
  expect(align(boxes, 'left').c).toEqual({ x: 0, y: 90 });
  expect(align(boxes, 'right').a).toEqual({ x: 500, y: 0 });
  expect(align(boxes, 'middle').b).toEqual({ x: 130, y: 25 });
});

it('makes equal gaps and leaves the outer ones', () => {
  const placed = align(boxes, 'distribute-horizontally');
  expect([placed.a?.x, placed.b?.x, placed.c?.x]).toEqual([0, 250, 500]);
});

it('moves nothing when there is nothing to line up with', () => {
  expect(align(boxes.slice(0, 1), 'left')).toEqual({});
});
