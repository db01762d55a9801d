import { expect, it } from 'vitest';
import { mergedOverride } from './merged-override.ts';

const off = { severity: 'off', reason: 'a' } as const;

it('adds an element to those that the rule is off at already', () => {
  const atTwo = { ...off, reason: 'b', elements: ['two'] };
  expect(mergedOverride({ ...off, elements: ['one'] }, atTwo)).toEqual({
    ...off,
    reason: 'b',
    elements: ['one', 'two'],
  });
  expect(mergedOverride(atTwo, atTwo)).toEqual(atTwo);
});

it('replaces what holds everywhere, or has another severity', () => {
  const atTwo = { ...off, elements: ['two'] };
  expect(mergedOverride(undefined, atTwo)).toBe(atTwo);
  expect(mergedOverride(off, atTwo)).toBe(atTwo);
  expect(mergedOverride({ ...atTwo, severity: 'hint' }, atTwo)).toBe(atTwo);
  expect(mergedOverride(atTwo, off)).toBe(off);
});
