import { type ConfigSyntax, readConfig } from '@pipewright/catalogue';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConfigEdit, ConfigEditError } from './config-edit.ts';
import { editConfig } from './edit-config.ts';

function edited(format: ConfigSyntax, text: string, ...edits: ConfigEdit[]): string {
  return editConfig(readConfig(`t.${format}`, text, format), edits);
}

const ini = '# head\n[property]\nbatch-size = 1 # cameras\n\n# next\n[class-attrs-all]\ntopk=20\n';
const yaml =
  '%YAML:1.0\nproperty:\n  batch-size: 1 # cameras\n  name: "a"\n\n# next\nlast:\n  topk: 20\n';
const property = { group: 'property' } as const;

describe('INI', () => {
  test.each<[string, ConfigEdit, string]>([
    [
      'sets a value and keeps the comment behind it',
      { kind: 'set-key', ...property, key: 'batch-size', value: '4' },
      ini.replace('= 1 #', '= 4 #'),
    ],
    [
      'adds a key, spaced as the others',
      { kind: 'set-key', ...property, key: 'interval', value: '2' },
      ini.replace('cameras\n', 'cameras\ninterval = 2\n'),
    ],
    [
      'removes a key with its line',
      { kind: 'remove-key', ...property, key: 'batch-size' },
      ini.replace('batch-size = 1 # cameras\n', ''),
    ],
    [
      'renames a key',
      { kind: 'rename-key', ...property, key: 'batch-size', name: 'interval' },
      ini.replace('batch-size', 'interval'),
    ],
    ['adds a group at the end', { kind: 'add-group', group: 'new' }, `${ini}\n[new]\n`],
    [
      'adds a key with its group',
      { kind: 'set-key', group: 'new', key: 'a', value: 'b' },
      `${ini}\n[new]\na=b\n`,
    ],
    [
      'removes a group',
      { kind: 'remove-group', group: 'class-attrs-all' },
      ini.replace('[class-attrs-all]\ntopk=20\n', ''),
    ],
    ['leaves a group that is there', { kind: 'add-group', group: 'property' }, ini],
    ['leaves what is not there', { kind: 'remove-key', ...property, key: 'none' }, ini],
  ])('%s', (_, edit, expected) => {
    expect(edited('ini', ini, edit)).toBe(expected);
    const windows = edited('ini', ini.replaceAll('\n', '\r\n'), edit);
    expect(windows).toBe(expected.replaceAll('\n', '\r\n'));
  });

  test('the last of repeated keys is the one that counts', () => {
    const edit: ConfigEdit = { kind: 'set-key', group: 'a', key: 'x', value: '3' };
    expect(edited('ini', '[a]\nx=1\n[a]\nx=2\n', edit)).toBe('[a]\nx=1\n[a]\nx=3\n');
    const removal: ConfigEdit = { kind: 'remove-key', group: 'a', key: 'x' };
    expect(edited('ini', '[a]\nx=1\n[a]\nx=2\n', removal)).toBe('[a]\n[a]\n');
  });

  test.each<[ConfigEdit, RegExp]>([
    [{ kind: 'set-key', group: 'a', key: 'x', value: '1\n2' }, /more than one line/],
    [{ kind: 'set-key', group: 'a', key: 'x=', value: '1' }, /can't be a key/],
    [{ kind: 'add-group', group: 'a]' }, /can't be the name of a group/],
  ])('refuses %j', (edit, message) => {
    expect(() => edited('ini', '[a]\n', edit)).toThrow(message);
  });
});

describe('YAML', () => {
  test.each<[string, ConfigEdit, string]>([
    [
      'sets a value',
      { kind: 'set-key', ...property, key: 'batch-size', value: '4' },
      yaml.replace(': 1 #', ': 4 #'),
    ],
    [
      'keeps quotes',
      { kind: 'set-key', ...property, key: 'name', value: 'b' },
      yaml.replace('"a"', '"b"'),
    ],
    [
      'adds a key behind the last one',
      { kind: 'set-key', ...property, key: 'dims', value: '3;4;4' },
      yaml.replace('"a"\n', '"a"\n  dims: 3;4;4\n'),
    ],
    [
      'removes a key with its line',
      { kind: 'remove-key', ...property, key: 'batch-size' },
      yaml.replace('  batch-size: 1 # cameras\n', ''),
    ],
    ['adds a group', { kind: 'add-group', group: 'new' }, `${yaml}\nnew:\n`],
    [
      'adds a key with its group',
      { kind: 'set-key', group: 'new', key: 'a', value: 'x: y' },
      `${yaml}\nnew:\n  a: 'x: y'\n`,
    ],
    [
      'removes a group',
      { kind: 'remove-group', group: 'last' },
      yaml.replace('last:\n  topk: 20\n', ''),
    ],
  ])('%s', (_, edit, expected) => {
    expect(edited('yaml', yaml, edit)).toBe(expected);
    const windows = edited('yaml', yaml.replaceAll('\n', '\r\n'), edit);
    expect(windows).toBe(expected.replaceAll('\n', '\r\n'));
  });

  test.each<[string, string, ConfigEdit, string]>([
    ['a list', 'a:\n  l: [1, 2] # c\n', set('l', '3;4'), 'a:\n  l: [3, 4] # c\n'],
    ['a key without a value', 'a:\n  l:\n  m: 1\n', set('l', '3'), 'a:\n  l: 3\n  m: 1\n'],
    [
      'a text of many lines',
      'a:\n  l: |\n    x\n    y\n  m: 1\n',
      set('l', 'z'),
      'a:\n  l: z\n  m: 1\n',
    ],
    ['an empty group', 'a:\nb:\n', set('l', '3'), 'a:\n  l: 3\nb:\n'],
    ['no line end at the end', 'a:\n  m: 1', set('l', '3'), 'a:\n  m: 1\n  l: 3'],
    [
      'an entry of a list',
      'a:\n  - x: 1\n    y: 2\n',
      { ...set('y', '3'), group: 'a-0' },
      'a:\n  - x: 1\n    y: 3\n',
    ],
    [
      'a list by another entry',
      'a:\n  - x: 1\n    y: 2\n# end\n',
      { ...set('x', '3'), group: 'a-1', list: 'a' },
      'a:\n  - x: 1\n    y: 2\n  - x: 3\n# end\n',
    ],
    [
      'a file without the list',
      'b:\n  y: 2\n',
      { ...set('x', '3'), group: 'a-0', list: 'a' },
      'b:\n  y: 2\n\na:\n  - x: 3\n',
    ],
    [
      'the first key of an entry',
      'a:\n  - x: 1\n    y: 2\n',
      { kind: 'remove-key', group: 'a-0', key: 'x' },
      'a:\n  - y: 2\n',
    ],
    [
      'a list that loses an entry',
      'a:\n  - x: 1\n  - x: 2\nb:\n  y: 1\n',
      { kind: 'remove-group', group: 'a-0' },
      'a:\n  - x: 2\nb:\n  y: 1\n',
    ],
    [
      'a list that loses its last entry',
      'a:\n  - x: 1\n    y: 2\nb:\n  y: 1\n',
      { kind: 'remove-group', group: 'a-0' },
      'b:\n  y: 1\n',
    ],
  ])('changes %s', (_, text, edit, expected) => {
    expect(edited('yaml', text, edit)).toBe(expected);
  });

  test.each<[string, ConfigEdit, RegExp]>([
    ['a: {x: 1, z: 2}\n', set('y', '1'), /Line 1 holds more than 'z'/],
    ['a:\n  x:\n    y: 1\n', set('x', '1'), /has keys under it/],
    ['a:\n  x:\n    - 1\n', set('x', '2'), /list with dashes/],
    ['a: 1\n', set('x', '1'), /is no group/],
    ['a:\n  x: [1\n', set('x', '1'), /line \d+: .*Correct it before/],
  ])('refuses %j', (text, edit, message) => {
    expect(() => edited('yaml', text, edit)).toThrow(message);
    expect(() => edited('yaml', text, edit)).toThrow(ConfigEditError);
  });
});

describe('protobuf text', () => {
  const text = 'a {\n  n: 1 # c\n  s: "x"\n  l: [1,2]\n}\n';

  test.each([
    ['n', '2', 'n: 2 #'],
    ['s', 'y "z"', 's: "y \\"z\\""'],
    ['l', '3;4', 'l: [3, 4]'],
  ])('sets %s', (key, value, expected) => {
    const after = edited('protobuf', text, { kind: 'set-key', group: 'a', key, value });
    expect(after).toContain(expected);
    expect(after.split('\n')).toHaveLength(6);
  });

  const nested = 'a {\n  n: 1 # c\n  b { x: 2 }\n  c {\n  }\n}\n';

  test.each<[string, ConfigEdit, string]>([
    [
      'adds a field above the nested messages',
      { ...set('m', 'x'), form: 'text' },
      nested.replace('# c\n', '# c\n  m: "x"\n'),
    ],
    [
      'adds a list',
      { ...set('m', '3;4'), form: 'list' },
      nested.replace('# c\n', '# c\n  m: [3, 4]\n'),
    ],
    [
      'adds a field to a message in one line',
      { ...set('y', '3'), group: 'a.b' },
      nested.replace('{ x: 2 }', '{ x: 2 y: 3 }'),
    ],
    [
      'adds a field to an empty message',
      { ...set('y', '3'), group: 'a.c' },
      nested.replace('c {\n', 'c {\n    y: 3\n'),
    ],
    [
      'adds a field with the messages it stands in',
      { ...set('y', '3'), group: 'a.d.e' },
      nested.replace(/\}\n$/, '  d {\n    e {\n      y: 3\n    }\n  }\n}\n'),
    ],
    ['adds a message at the end', { ...set('y', '3'), group: 'z' }, `${nested}z {\n  y: 3\n}\n`],
    [
      'removes a field with its line',
      { kind: 'remove-key', group: 'a', key: 'n' },
      nested.replace('  n: 1 # c\n', ''),
    ],
    [
      'removes a field from a line with more in it',
      { kind: 'remove-key', group: 'a.b', key: 'x' },
      nested.replace('{ x: 2 }', '{ }'),
    ],
    [
      'removes a message',
      { kind: 'remove-group', group: 'a.c' },
      nested.replace('  c {\n  }\n', ''),
    ],
    ['leaves a message that is there', { kind: 'add-group', group: 'a.c' }, nested],
  ])('%s', (_, edit, expected) => {
    expect(edited('protobuf', nested, edit)).toBe(expected);
  });

  test('refuses what it can not do', () => {
    const list = 'a: [ { x: 1 }, { x: 2 } ]\n';
    expect(() => edited('protobuf', list, set('y', '1'))).toThrow(/line 1, is a list of messages/);
  });
});

function set(key: string, value: string) {
  return { kind: 'set-key', group: 'a', key, value } as const;
}

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
/** What GLib and people write: no line ends, no outer blanks. */
const value = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.replace(/[\r\n\u2028\u2029\x85\0]/g, '').trim());

test.each<ConfigSyntax>(['ini', 'yaml'])('%s: what is set is read, the rest stays', (format) => {
  const entry = fc.tuple(fc.constantFrom('one', 'two'), name, value);
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), entry, (before, last) => {
      const sets = [...before, last].map(
        ([group, key, text]): ConfigEdit => ({ kind: 'set-key', group, key, value: text }),
      );
      const start = format === 'ini' ? '# head\n[kept]\na = b\n' : '# head\nkept:\n  a: b\n';
      const text = edited(format, start, ...sets);
      const expected: Record<string, Record<string, string>> = { kept: { a: 'b' } };
      for (const [group, key, content] of [...before, last]) {
        expected[group] = { ...expected[group], [key]: content };
      }
      const { groups, problems } = readConfig('again', text, format);
      expect(problems).toEqual([]);
      const read = Object.fromEntries(
        [...groups.values()].map(({ name: group, entries }) => [
          group,
          Object.fromEntries([...entries.values()].map((each) => [each.key, each.value])),
        ]),
      );
      expect(read).toEqual(expected);
      expect(text.startsWith(start)).toBe(true);
      // Removing everything again gives the start and empty groups.
      const removals = [...before, last].map(
        ([group, key]): ConfigEdit => ({ kind: 'remove-key', group, key }),
      );
      const bare = edited(format, text, ...removals);
      expect(bare.startsWith(start)).toBe(true);
      expect(bare.split('\n').filter((line) => /\S/.test(line)).length).toBe(
        3 + new Set([...before, last].map(([group]) => group)).size,
      );
    }),
  );
});
