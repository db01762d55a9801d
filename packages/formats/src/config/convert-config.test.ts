import { type ConfigKind, configSchema, readConfig } from '@pipewright/catalogue';
import { describe, expect, test } from 'vitest';
import { ConfigConversionError, convertConfig } from './convert-config.ts';

function converted(kind: ConfigKind, path: string, text: string, to: 'ini' | 'yaml') {
  return convertConfig(configSchema(kind), readConfig(path, text), to);
}

const ini = `# head

[property]
# how many
batch-size=4 # cameras
classifier-async-mode=true
infer-dims=3;544;960
#onnx-file=old.onnx
onnx-file=a b.onnx

# of all classes
[class-attrs-all]
topk=20
`;

const yaml = `# head

property:
  # how many
  # cameras
  batch-size: 4
  classifier-async-mode: 1
  infer-dims: 3;544;960
  #onnx-file=old.onnx
  onnx-file: a b.onnx

# of all classes
class-attrs-all:
  topk: 20
`;

test('INI becomes YAML with its comments, order and blank lines', () => {
  expect(converted('nvinfer', 'a.txt', ini, 'yaml')).toEqual({ text: yaml, notes: [] });
});

test('YAML becomes INI, and is the same YAML again', () => {
  const { text, notes } = converted('nvinfer', 'a.yml', yaml, 'ini');
  expect(notes).toEqual([]);
  expect(text).toContain('[property]\n# how many\n# cameras\nbatch-size=4\n');
  expect(converted('nvinfer', 'a.txt', text, 'yaml').text).toBe(yaml);
});

test('heads, quotes and switches of YAML', () => {
  const text =
    '%YAML:1.0\n---\nproperty:\n  onnx-file: "a # b" # c\n  maintain-aspect-ratio: Yes\n';
  expect(converted('nvinfer', 'a.yml', text, 'ini').text).toBe(
    '[property]\n# c\nonnx-file=a # b\nmaintain-aspect-ratio=1\n',
  );
});

test('lists of groups', () => {
  const text =
    '[property]\nenable=1\n\n# first\n[group-0]\nsrc-ids=0\n# c\ndraw-roi=1\n[group-1]\nsrc-ids=1\n';
  const { text: written } = converted('preprocess', 'p.txt', text, 'yaml');
  expect(written).toBe(
    'property:\n  enable: 1\n\n# first\ngroup:\n  - src-ids: 0\n    # c\n    draw-roi: 1\n  - src-ids: 1\n',
  );
  expect(converted('preprocess', 'p.yml', written, 'ini').text).toBe(text);
});

describe('notes', () => {
  test.each<[string, ConfigKind, string, number, RegExp, string]>([
    [
      'keys of one syntax',
      'nvinfer',
      '[property]\ninput-dims=3;4;4;0\n',
      2,
      /not read from YAML/,
      'property:\n  # input-dims: 3;4;4;0\n',
    ],
    [
      'groups of one syntax',
      'deepstream-app',
      '[source0]\ntype=3\n',
      1,
      /does not read 'source0'/,
      '# source0:\n  # type: 3\n',
    ],
    [
      'repeated keys',
      'nvinfer',
      '[property]\ngpu-id=0\ngpu-id=1\n',
      2,
      /the last one is kept/,
      'property:\n  gpu-id: 1\n',
    ],
    [
      'repeated groups',
      'nvinfer',
      '[property]\ngpu-id=0\n[property]\ninterval=1\n',
      3,
      /one group now/,
      'property:\n  gpu-id: 0\n  interval: 1\n',
    ],
    [
      'names that are cut',
      'nvinfer',
      `[property]\noutput-blob-names=${'x'.repeat(64)}\n`,
      2,
      /63 letters/,
      `property:\n  output-blob-names: ${'x'.repeat(64)}\n`,
    ],
  ])('%s', (_, kind, text, line, message, expected) => {
    const { text: written, notes } = converted(kind, 'a.txt', text, 'yaml');
    expect(written).toBe(expected);
    expect(notes).toEqual([{ line, message: expect.stringMatching(message) }]);
  });
});

test.each<[string, ConfigKind, string, string, 'ini' | 'yaml', RegExp]>([
  ['a kind without the syntax', 'tracker', 't.yml', 'ReID:\n', 'ini', /reads YAML only/],
  [
    'a broken file',
    'nvinfer',
    'a.txt',
    '[property]\nx\n',
    'yaml',
    /a.txt, line 2: .*Correct it first/,
  ],
])('refuses %s', (_, kind, path, text, to, message) => {
  expect(() => converted(kind, path, text, to)).toThrow(message);
  expect(() => converted(kind, path, text, to)).toThrow(ConfigConversionError);
});
