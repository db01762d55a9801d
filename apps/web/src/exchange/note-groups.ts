/** What an export or import loses, changes and advises, in that order. */
import type { FormatNote } from '@pipewright/formats';

export interface NoteGroup {
  readonly kind: FormatNote['kind'];
  readonly title: string;
  readonly notes: readonly FormatNote[];
}

const TITLES: readonly (readonly [FormatNote['kind'], string])[] = [
  ['lost', 'Lost'],
  ['changed', 'Said in another way'],
  ['advice', 'Good to know'],
];

/** Groups that have notes, the losses first; within a group as they were found. */
export function groupNotes(notes: readonly FormatNote[]): readonly NoteGroup[] {
  return TITLES.map(([kind, title]) => ({
    kind,
    title,
    notes: notes.filter((note) => note.kind === kind),
  })).filter((group) => group.notes.length > 0);
}

/** `2 lost · 1 changed`; empty without notes. */
export function countNotes(notes: readonly FormatNote[]): string {
  return TITLES.map(([kind]) => [notes.filter((note) => note.kind === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(' · ');
}
