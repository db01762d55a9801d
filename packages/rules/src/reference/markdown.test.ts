import { describe, expect, test } from 'vitest';
import { code, escaped, joined, list, table, wrapped } from './markdown.ts';

test('signs of Markdown are escaped, underscores in names are not', () => {
  expect(escaped('class-attrs-<number>, a|b, [x], *, `sink_%u`')).toBe(
    'class-attrs-\\<number>, a\\|b, \\[x], \\*, \\`sink_%u\\`',
  );
});

describe('lines', () => {
  test('break before they are too long', () => {
    const lines = wrapped('word '.repeat(50).trim()).split('\n');
    expect(lines.length).toBe(3);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('of one long word stay whole', () => {
    const path = `/${'a'.repeat(120)}`;
    expect(wrapped(`See ${path} there`)).toBe(`See\n${path}\nthere`);
  });

  test('of a list item stand below its text', () => {
    const [first, second] = list([`one ${'word '.repeat(30).trim()}`]).split('\n');
    expect(first).toMatch(/^- one word/);
    expect(second).toMatch(/^ {2}word/);
  });
});

test('a fence is longer than those in its code', () => {
  expect(code('yaml', 'a: b\n')).toBe('```yaml\na: b\n```');
  expect(code('text', '```\nx\n```')).toBe('````text\n```\nx\n```\n````');
});

test("a table's columns are aligned", () => {
  expect(table(['rule', 'usually'], [['a-long-name', 'hint']])).toBe(
    ['| rule        | usually |', '| ----------- | ------- |', '| a-long-name | hint    |'].join(
      '\n',
    ),
  );
});

test('blocks have a blank line between, and the text ends in one line end', () => {
  expect(joined(['# A', undefined, 'b'])).toBe('# A\n\nb\n');
});
