import { type ConfigSyntax, readConfig } from '@pipewright/catalogue';
import { expect, test } from 'vitest';
import { ConfigEditError } from './config-edit.ts';
import { formatConfig } from './format-config.ts';

const formatted = (format: ConfigSyntax, text: string) =>
  formatConfig(readConfig(`t.${format}`, text, format));

test.each<[ConfigSyntax, string, string]>([
  [
    'ini',
    '\n# head\n[a]  \n  x = 1 ; 2  \n\n\ny=2\n# of b\n[b]\nz= 3',
    '# head\n[a]\nx=1 ; 2\n\ny=2\n\n# of b\n[b]\nz=3\n',
  ],
  [
    'yaml',
    '%YAML:1.0\na:\n    x:   1 # c  \n    # of y\n    y: [1, 2]\nb:\n - z: 1\n   u: 2\n',
    '%YAML:1.0\na:\n  x: 1 # c\n  # of y\n  y: [1, 2]\n\nb:\n  - z: 1\n    u: 2\n',
  ],
  [
    'protobuf',
    'a {\n b {\nx :1 # {\n  s: "}"\n}\n   l: [\n1,\n 2 ]\n}',
    'a {\n  b {\n    x: 1 # {\n    s: "}"\n  }\n  l: [\n    1,\n    2 ]\n}\n',
  ],
])('%s is laid out evenly, once and for all', (format, text, expected) => {
  expect(formatted(format, text)).toBe(expected);
  expect(formatted(format, expected)).toBe(expected);
  const windows = formatted(format, text.replaceAll('\n', '\r\n'));
  expect(windows).toBe(expected.replaceAll('\n', '\r\n'));
});

test('what would not be read the same stays as it is', () => {
  const block = 'a:\n    x: |\n      one\n      two\n    y: 1\n';
  expect(formatted('yaml', block)).toBe(block);
  expect(formatted('ini', '')).toBe('');
});

test('a file with an error is refused with its line', () => {
  expect(() => formatted('ini', '[a]\nx\n')).toThrow(/line 2: .*before formatting/);
  expect(() => formatted('ini', '[a]\nx\n')).toThrow(ConfigEditError);
});
