import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConfigSyntax, configSyntax, readConfig } from './read-config.ts';

/** [group, [[key, value], ...]] in order. */
function told(text: string, format: ConfigSyntax) {
  const { sections, problems } = readConfig(`t.${format}`, text, format);
  expect(problems).toEqual([]);
  return sections.map(({ name, entries }) => [name, entries.map((e) => [e.key, e.value])]);
}

describe('INI', () => {
  test.each([
    [
      'repeated groups and keys',
      '[a]\nx=1\n[a]\nx=2\nx=3\n',
      [
        ['a', [['x', '1']]],
        [
          'a',
          [
            ['x', '2'],
            ['x', '3'],
          ],
        ],
      ],
    ],
    ['comments behind values belong to them', '[a]\nx=3 # c\n', [['a', [['x', '3 # c']]]]],
    ['quotes are part of values', '[a]\nx="q q"\n', [['a', [['x', '"q q"']]]]],
    ['blanks around', '[a] \n  x y = 1\n', [['a', [['x y', '1']]]]],
    ['blanks in group names count', '[ a ]\nx=1\n', [[' a ', [['x', '1']]]]],
    ['no value', '[a]\nx=\n', [['a', [['x', '']]]]],
    ['carriage returns', '[a]\r\nx=1\r\n', [['a', [['x', '1']]]]],
    ['the first equals sign parts', '[a]\n\t#c\nx=a=b\n', [['a', [['x', 'a=b']]]]],
    ['no line end at the end', '[a]\nx=1', [['a', [['x', '1']]]]],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'ini')).toEqual(expected);
  });

  test.each([
    [';c', /comments start with #/],
    ['[b] # c', /a comment can't stand behind it/],
    ['text', /is no setting: write key=value/],
    ['x: 1', /is no setting/],
    ['=1', /is no setting/],
    ['x]=1', /can't be the name of a key/],
    ['[]', /can't be the name of a group/],
    ['[b', /is no group: write \[name\]/],
  ])('refuses %s', (line, message) => {
    const { problems, groups } = readConfig('t.txt', `[a]\n${line}\ny=2\n`);
    expect(problems).toEqual([{ message: expect.stringMatching(message), line: 2, column: 1 }]);
    expect(groups.get('a')?.entries.get('y')?.value).toBe('2');
  });

  test('refuses a byte order mark', () => {
    expect(readConfig('t.txt', '\uFEFF[a]\n').problems[0]?.message).toMatch(/byte order mark/);
  });
});

test('YAML: heads, comments, empty groups and lists of groups', () => {
  const text = [
    '# first',
    '%YAML:1.0',
    'property: # c',
    '  a: "x # y" # z',
    'group:',
    '  - src-ids: 0',
    '    roi: 1;2',
    '  - src-ids: 1',
    'empty:',
    '',
  ].join('\n');
  expect(told(text, 'yaml')).toEqual([
    ['property', [['a', 'x # y']]],
    [
      'group-0',
      [
        ['src-ids', '0'],
        ['roi', '1;2'],
      ],
    ],
    ['group-1', [['src-ids', '1']]],
    ['empty', []],
  ]);
  expect(readConfig('a.yml', 'just text').problems[0]?.message).toMatch(/No groups/);
});

describe('protobuf text', () => {
  test('messages are groups by their path', () => {
    const text = `# c
infer_config {
  unique_id: 5, gpu_ids: [0, 1];
  backend: { inputs [ {name: "a" dims: [1]}, {name: 'b'} ] triton < model_name: "x" "y" > }
}`;
    expect(told(text, 'protobuf')).toEqual([
      [
        'infer_config',
        [
          ['unique_id', '5'],
          ['gpu_ids', '0;1'],
        ],
      ],
      ['infer_config.backend', []],
      [
        'infer_config.backend.inputs',
        [
          ['name', 'a'],
          ['dims', '1'],
        ],
      ],
      ['infer_config.backend.inputs', [['name', 'b']]],
      ['infer_config.backend.triton', [['model_name', 'xy']]],
    ]);
  });

  test.each([
    ['a {', /'\{' is not closed/],
    ['}', /closes nothing/],
    ['a', /'a' has no value/],
    ['a:', /'a' has no value/],
    ['"a": 1', /is no field/],
  ])('refuses %s', (text, message) => {
    expect(readConfig('t.pbtxt', text, 'protobuf').problems[0]?.message).toMatch(message);
  });

  test('is told by its form', () => {
    expect(configSyntax('a.txt', 'infer_config {')).toBe('protobuf');
    expect(configSyntax('a.txt', '[property]')).toBe('ini');
    expect(configSyntax('a.yaml', '')).toBe('yaml');
  });
});

test.each<ConfigSyntax>(['ini', 'yaml', 'protobuf'])(
  '%s: spans point at what they say',
  (format) => {
    const piece = fc.constantFrom(
      ...[
        '[a]',
        'a:',
        'a {',
        '}',
        'x=1',
        '  x: 1',
        'x: "q"',
        '# c',
        '',
        '  l: [1, 2]',
        ' y = z ',
        '- b',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        (lines, end) => {
          const text = lines.join(end);
          const { sections } = readConfig('t', text, format);
          for (const { entries } of sections) {
            for (const { key, keySpan, value, valueSpan, form, isQuoted } of entries) {
              // A YAML text that goes on in the next line is told without the line end.
              if (keySpan.line !== valueSpan.endLine) continue;
              expect(text.slice(keySpan.start, keySpan.end)).toBe(key);
              expect(text.split('\n')[keySpan.line - 1]?.indexOf(key, keySpan.column - 1)).toBe(
                keySpan.column - 1,
              );
              const written = text.slice(valueSpan.start, valueSpan.end);
              if (form === 'scalar') expect(isQuoted ? written.slice(1, -1) : written).toBe(value);
            }
          }
        },
      ),
    );
  },
);
