import { configSchema, readConfig } from '@pipewright/catalogue';
import { expect, it } from 'vitest';
import { addableGroups, formGroups, freeKeyName, generalProblems } from './config-form-model.ts';
import { fileProblems } from './file-problems.ts';

const schema = configSchema('nvinfer');
const config = readConfig(
  'a.txt',
  '[class-attrs-3]\ntopk=1\n[property]\nbatchsize=4\nnetwork-mode=7\ngpu-id=0\n[other]\nx=1\n',
);
const problems = fileProblems(schema, config, []);
const all = { filter: '', onlySet: false, first: new Set<string>() };

it('shows what is written in the order of the file, then what may be added', () => {
  const groups = formGroups(schema, config, problems, all);
  expect(groups.map(({ name, isWritten }) => [name, isWritten])).toEqual([
    ['class-attrs-3', true],
    ['property', true],
    ['other', true],
    ['class-attrs-all', false],
  ]);
  const property = groups[1];
  expect(property?.fields[0]).toMatchObject({ name: 'batchsize', key: undefined });
  expect(property?.fields.find(({ name }) => name === 'gpu-id')?.entry?.value).toBe('0');
  expect(property?.fields.find(({ name }) => name === 'interval')?.entry).toBeUndefined();
});

it('puts each problem where it belongs', () => {
  const groups = formGroups(schema, config, problems, all);
  const fields = groups.flatMap((group) => group.fields);
  const mode = fields.find(({ name }) => name === 'network-mode');
  expect(mode?.problems.map(({ code }) => code)).toEqual(['not-a-choice']);
  expect(groups[2]?.problems.map(({ code }) => code)).toEqual(['unknown-group']);
  expect(generalProblems(problems, groups)).toEqual([]);
});

it('keeps fields in their places while values come and go', () => {
  const first = new Set(['property/gpu-id']);
  const order = (text: string) =>
    formGroups(schema, readConfig('b.txt', text), [], { ...all, first })
      .find(({ name }) => name === 'property')
      ?.fields.map(({ name }) => name);
  const before = order('[property]\ngpu-id=0\n');
  expect(before?.[0]).toBe('gpu-id');
  expect(order('[property]\ninterval=2\n')).toEqual(before);
});

it('finds fields by name and by what they do', () => {
  const names = (filter: string) =>
    formGroups(schema, config, [], { ...all, filter }).flatMap(({ fields }) =>
      fields.map(({ name }) => name),
    );
  expect(names('batch-s')).toEqual(['batch-size']);
  expect(names('one label per line')).toEqual(['labelfile-path']);
  const set = formGroups(schema, config, [], { ...all, onlySet: true });
  expect(set.flatMap(({ fields }) => fields.length)).toEqual([1, 3, 1]);
});

it('offers the next of numbered groups, and free names for keys', () => {
  const attrs = readConfig('c.txt', '[class-attrs-0]\n[class-attrs-1]\n');
  expect(addableGroups(schema, attrs)).toMatchObject([
    { pattern: 'class-attrs-<N>', name: 'class-attrs-2' },
  ]);
  expect(freeKeyName('roi-<label>', () => false)).toBe('roi-area');
  expect(freeKeyName('roi-<label>', (name) => name === 'roi-area')).toBe('roi-area2');
  expect(freeKeyName('roi-params-src-<N>', (name) => name.endsWith('0'))).toBe('roi-params-src-1');
});
