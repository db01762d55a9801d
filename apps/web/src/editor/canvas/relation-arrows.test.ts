import type { GieRelation } from '@pipewright/rules';
import { expect, it } from 'vitest';
import { relationArrows, spreadLabels } from './relation-arrows.ts';

const relation = (from: string, to: string): GieRelation => ({
  kind: 'objects',
  from,
  to,
  gieId: 1,
});

const positions = { a: { x: 0, y: 100 }, b: { x: 300, y: 100 }, c: { x: 900, y: 40 } };

it('draws arcs above both boxes, higher where they span more', () => {
  const [near, far] = relationArrows([relation('a', 'b'), relation('b', 'c')], positions);
  expect(near?.path.startsWith('M120,100 C120,')).toBe(true);
  expect(near?.path.endsWith(' 372,100')).toBe(true);
  expect(near?.label.x).toBeGreaterThan(246);
  expect(near?.label.x).toBeLessThan(372);
  expect(near?.label.y).toBeLessThan(100);
  expect(far?.label.y).toBeLessThan(40);
  expect(40 - (far?.label.y ?? 0)).toBeGreaterThan(100 - (near?.label.y ?? 0) - 60);
});

it('keeps arrows of one box apart, and tells them apart', () => {
  const arrows = relationArrows(
    [relation('a', 'b'), { ...relation('a', 'b'), gieId: 2 }, relation('a', 'c')],
    positions,
  );
  expect(new Set(arrows.map(({ key }) => key)).size).toBe(3);
  expect(new Set(arrows.map(({ label }) => label.y)).size).toBe(3);
});

it('leaves out boxes that have no place', () => {
  expect(relationArrows([relation('a', 'gone')], positions)).toEqual([]);
});

it('moves labels up that would lie over each other', () => {
  const arrows = relationArrows(
    [relation('a', 'b'), { ...relation('a', 'b'), gieId: 2 }, relation('b', 'c')],
    positions,
  );
  const [low, ...higher] = spreadLabels(arrows, 60).map(({ label }) => label.y);
  expect(low).toBe(arrows[0]?.label.y);
  expect(higher).toEqual([(low ?? 0) - 60, Math.min((low ?? 0) - 120, arrows[2]?.label.y ?? 0)]);
});
