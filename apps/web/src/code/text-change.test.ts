import { expect, it } from 'vitest';
import { textChange } from './text-change.ts';

/** All texts of two letters up to a length. */
function texts(length: number): string[] {
  if (length === 0) {
    return [''];
  }
  const shorter = texts(length - 1);
  return [
    ...shorter,
    ...shorter
      .filter((text) => text.length === length - 1)
      .flatMap((text) => [`${text}a`, `${text}b`]),
  ];
}

it('turns any text into any other', () => {
  const all = texts(5);
  expect(all).toHaveLength(63);
  for (const before of all) {
    for (const after of all) {
      const change = textChange(before, after);
      const result =
        change === undefined
          ? before
          : before.slice(0, change.start) + change.text + before.slice(change.end);
      expect(result).toBe(after);
    }
  }
});

it('touches only what differs', () => {
  expect(textChange('width: 1\nheight: 2', 'width: 12\nheight: 2')).toEqual({
    start: 8,
    end: 8,
    text: '2',
  });
});
