import { expect, test } from 'vitest';
import { readConfig } from './read-config.ts';

test('INI: groups merge, the last value wins, positions are kept', () => {
  const config = readConfig(
    'a.txt',
    '# head\n\n[property]\nbatch-size = 1\n[class-attrs-all]\ntopk=20\n[property]\n  batch-size=4\n',
  );
  expect(config.problems).toEqual([]);
  expect([...config.groups.keys()]).toEqual(['property', 'class-attrs-all']);
  expect(config.groups.get('property')?.entries.get('batch-size')).toMatchObject({
    key: 'batch-size',
    value: '4',
    line: 8,
    column: 3,
  });
});

test('INI: what is wrong is told with its line, and the rest is read', () => {
  const config = readConfig('a.txt', 'a=1\n[property\n[property]\nbatch-size\ninterval=2\r\n');
  expect(config.problems.map(({ line }) => line)).toEqual([1, 2, 4]);
  expect(config.groups.get('property')?.entries.get('interval')?.value).toBe('2');
});

test('YAML: values as written, lists joined', () => {
  const config = readConfig(
    'a.yml',
    '%YAML:1.0\nproperty:\n  net-scale-factor: 0.00392\n  infer-dims: 3;544;960\n  offsets: [1, 2.5]\n  name: "x"\n',
  );
  expect(config.problems).toEqual([]);
  const entries = config.groups.get('property')?.entries;
  expect(entries?.get('net-scale-factor')).toMatchObject({ value: '0.00392', line: 3, column: 3 });
  expect(entries?.get('infer-dims')?.value).toBe('3;544;960');
  expect(entries?.get('offsets')?.value).toBe('1;2.5');
  expect(entries?.get('name')?.value).toBe('x');
});

test('YAML: broken text is a problem, not an exception', () => {
  const config = readConfig('a.yaml', 'property:\n  a: [1\nb: "');
  expect(config.problems.length).toBeGreaterThan(0);
});

test('a changed text is read again', () => {
  expect(readConfig('same.txt', '[a]\nx=1').groups.get('a')?.entries.get('x')?.value).toBe('1');
  expect(readConfig('same.txt', '[a]\nx=2').groups.get('a')?.entries.get('x')?.value).toBe('2');
});
