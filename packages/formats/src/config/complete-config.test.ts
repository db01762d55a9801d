import { type ConfigKind, type ConfigSyntax, configSchema } from '@pipewright/catalogue';
import { describe, expect, test } from 'vitest';
import { completionsAt } from './complete-config.ts';
import { hoverAt } from './hover-config.ts';

/** The place of `|`, which is no part of the text. */
function placed(marked: string): [text: string, line: number, column: number] {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  return [marked.replace('|', ''), before.length, (before.at(-1)?.length ?? 0) + 1];
}

function complete(kind: ConfigKind, marked: string, format: ConfigSyntax) {
  const [text, line, column] = placed(marked);
  return completionsAt(configSchema(kind), text, line, column, format);
}

const labels = (completions: readonly { label: string }[]) => completions.map((each) => each.label);

describe('completion', () => {
  test.each<[ConfigKind, string, ConfigSyntax, string, string, number]>([
    ['nvinfer', '[|', 'ini', 'property', 'property]', 2],
    ['nvinfer', '[pro|]', 'ini', 'property', 'property', 2],
    ['nvinfer', '[property]\nbat|', 'ini', 'batch-size', 'batch-size=', 1],
    ['nvinfer', '[property]\n  bat|ch=1', 'ini', 'batch-size', 'batch-size', 3],
    ['nvinfer', '[property]\nnetwork-mode=|', 'ini', '2', '2', 14],
    ['nvinfer', 'property:\n  bat|', 'yaml', 'batch-size', 'batch-size: ', 3],
    ['nvinfer', 'property:\n  network-mode: |', 'yaml', '1', '1', 17],
    ['nvinfer', 'property:\n  a: 1\ncl|', 'yaml', 'class-attrs-0', 'class-attrs-0:', 1],
    ['preprocess', 'group:\n  - sr|', 'yaml', 'src-ids', 'src-ids: ', 5],
    ['deepstream-app', '[source0]\n[|', 'ini', 'source1', 'source1]', 2],
    [
      'nvinferserver',
      'infer_config {\n  preprocess {\n    tensor_order: |',
      'protobuf',
      'TENSOR_ORDER_NHWC',
      'TENSOR_ORDER_NHWC',
      19,
    ],
    ['nvinferserver', 'infer_config {\n  back|', 'protobuf', 'backend', 'backend {', 3],
    [
      'nvinferserver',
      'infer_config {\n  max|',
      'protobuf',
      'max_batch_size',
      'max_batch_size: ',
      3,
    ],
  ])('%s %j offers %s', (kind, marked, format, label, insertText, column) => {
    const found = complete(kind, marked, format);
    expect(found).toContainEqual(expect.objectContaining({ label, insertText, column }));
  });

  test('leaves out keys that are there, and keys of the other syntax', () => {
    const found = labels(
      complete('nvinfer', 'property:\n  batch-size: 1\n  |\n  interval: 2', 'yaml'),
    );
    expect(found).toContain('gpu-id');
    for (const key of ['batch-size', 'interval', 'input-dims']) expect(found).not.toContain(key);
  });

  test('is silent in comments and for unknown keys', () => {
    expect(complete('nvinfer', '[property]\n# bat|', 'ini')).toEqual([]);
    expect(complete('nvinfer', '[property]\nnone=|', 'ini')).toEqual([]);
    expect(complete('nvinfer', '[none]\nba|', 'ini')).toEqual([]);
  });

  test('tells type, range and default', () => {
    const [found] = complete('nvinfer', '[property]\n|', 'ini').filter(
      ({ label }) => label === 'batch-size',
    );
    expect(found?.detail).toBe('whole number, 1 to 1024, default 1');
    expect(found?.documentation).toMatch(/primary: match the mux/i);
  });
});

describe('hover', () => {
  const hover = (kind: ConfigKind, marked: string, format: ConfigSyntax) => {
    const [text, line, column] = placed(marked);
    return hoverAt(configSchema(kind), text, line, column, format);
  };

  test('explains a key', () => {
    const found = hover('nvinfer', '[property]\n operate-on-g|ie-id = 1\n', 'ini');
    expect(found).toMatchObject({ title: 'operate-on-gie-id', line: 2, column: 2, endColumn: 19 });
    expect(found?.paragraphs.join('\n')).toMatch(/property `infer-on-gie-id` wins/);
  });

  test('explains a value', () => {
    const found = hover('nvinfer', 'property:\n  network-mode: |2\n', 'yaml');
    expect(found).toMatchObject({ title: 'network-mode: 2 = FP16', column: 17, endColumn: 18 });
    expect(found?.paragraphs.join('\n')).toContain('- `1` INT8');
  });

  test('explains a group', () => {
    expect(hover('nvinfer', '[prop|erty]\n', 'ini')?.paragraphs.at(-1)).toMatch(
      /80 keys; required/,
    );
  });

  test('is silent elsewhere', () => {
    expect(hover('nvinfer', '[property]\n|# c\n', 'ini')).toBeUndefined();
    expect(hover('nvinfer', '[property]\nno|ne=1\n', 'ini')).toBeUndefined();
    expect(hover('nvinfer', '[no|ne]\n', 'ini')).toBeUndefined();
  });
});
