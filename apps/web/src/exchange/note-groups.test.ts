import type { FormatNote } from '@pipewright/formats';
import { expect, it } from 'vitest';
import { countNotes, groupNotes } from './note-groups.ts';

const note = (kind: FormatNote['kind'], message: string): FormatNote => ({
  kind,
  message,
  place: {},
});
const notes = [note('advice', 'a'), note('lost', 'b'), note('advice', 'c'), note('lost', 'd')];

it('shows losses before advice, and no empty group', () => {
  const groups = groupNotes(notes);
  expect(groups.map(({ kind }) => kind)).toEqual(['lost', 'advice']);
  expect(groups.map((group) => group.notes.map(({ message }) => message))).toEqual([
    ['b', 'd'],
    ['a', 'c'],
  ]);
});

it('counts by kind', () => {
  expect(countNotes(notes)).toBe('2 lost · 2 advice');
  expect(countNotes([])).toBe('');
});
