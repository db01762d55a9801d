import { expect, test } from 'vitest';
import { prose } from './prose.ts';

test('lines become one', () => {
  const text = prose`
    Looks at one thing,
    and at another.`;
  expect(text).toBe('Looks at one thing, and at another.');
});

test('a dollar sign before a brace can be written', () => {
  expect(prose`Such as \${name}.`).toBe(`Such as ${'$'}{name}.`);
});
