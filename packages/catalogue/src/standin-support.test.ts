import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { snapshotFactory } from './snapshot.ts';
import { standinSupport, standinWords } from './standin-support.ts';

const page = readFileSync(new URL('../../../docs/elements.md', import.meta.url), 'utf8');

test('an element of the stand-in says what it does there', () => {
  const support = standinSupport('nvmsgconv');
  expect(support).toMatchObject({ support: 'works' });
  expect(support && standinWords(support)).toMatch(/^Makes JSON messages/);
});

test('an element of the SDK says why, and what serves instead', () => {
  const support = standinSupport('nvdsudpsink');
  expect(support && standinWords(support)).toBe(
    'Needs the DeepStream SDK. It drives a ConnectX network card with the Rivermax SDK. Instead: udpsink.',
  );
  expect(standinSupport('queue')).toBeUndefined();
});

test('what is named as a way out exists', () => {
  const rows = page.matchAll(/^\| `\w+`.*\|$/gm);
  const factories = [...rows].flatMap(([row]) => {
    const instead = row.split(' | ')[2] ?? '';
    return instead.match(/\b(nv[a-z0-9]+|[a-z0-9]+(sink|src))\b/g) ?? [];
  });
  expect(factories.length).toBeGreaterThan(0);
  for (const name of factories) expect(snapshotFactory(name), name).toBeDefined();
});
