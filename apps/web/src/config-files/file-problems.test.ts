import { configSchema, readConfig } from '@pipewright/catalogue';
import type { Diagnostic } from '@pipewright/rules';
import { expect, it } from 'vitest';
import { entryAt, fileProblems } from './file-problems.ts';

const schema = configSchema('nvinfer');
const config = readConfig('a.txt', '[property]\nunique-id=1\nbatch-size=4\n');

const diagnostic = (code: string, message: string, line?: number): Diagnostic => ({
  code,
  severity: 'warning',
  message,
  place: { element: 'detector', file: 'a.txt', ...(line === undefined ? {} : { line, column: 1 }) },
  fixes: [{ title: 'Fix it', edit: { kind: 'set-file', name: 'a.txt', text: '' } }],
});

it('says once what schema and rule both say', () => {
  const problems = fileProblems(schema, config, [
    diagnostic('nvinfer-config-key', "a.txt: nvinfer does not know 'unique-id' in property", 2),
  ]);
  expect(problems.map(({ code, line }) => [code, line])).toEqual([['confused-key', 2]]);
  expect(problems[0]?.fixes[0]).toMatchObject({
    kind: 'text',
    title: 'Rename to gie-unique-id',
    text: '[property]\ngie-unique-id=1\nbatch-size=4\n',
  });
});

it('adds what only a rule knows, on the entry of its line, with its fixes', () => {
  const problems = fileProblems(schema, config, [
    diagnostic('batch-too-small', 'The mux makes batches of 8', 3),
    diagnostic('unused-file', 'No element refers to it'),
  ]);
  expect(problems.map(({ code, line, endColumn }) => [code, line, endColumn])).toEqual([
    ['unused-file', 1, 11],
    ['confused-key', 2, 10],
    ['batch-too-small', 3, 11],
  ]);
  expect(problems[2]).toMatchObject({ group: 'property', key: 'batch-size' });
  expect(problems[2]?.fixes[0]).toMatchObject({ kind: 'edit', title: 'Fix it' });
});

it('speaks of a file of no known kind through the rules alone', () => {
  const labels = readConfig('labels.txt', 'car\nbus\n');
  const problems = fileProblems(undefined, labels, [diagnostic('labels', 'One is missing', 2)]);
  expect(problems.map(({ code, line }) => [code, line])).toEqual([['labels', 2]]);
});

it('finds the entry of a place', () => {
  const inline = readConfig('p.pbtxt', 'a { x: 1 y: 2 }\n', 'protobuf');
  expect(entryAt(inline, 1, 12)?.entry.key).toBe('y');
  expect(entryAt(inline, 1, 6)?.entry.key).toBe('x');
  expect(entryAt(config, 3)?.entry.key).toBe('batch-size');
  expect(entryAt(config, 1)).toBeUndefined();
});
