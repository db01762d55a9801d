import {
  type ConfigSchema,
  type ConfigSyntax,
  configSchema,
  configSchemas,
  readConfig,
  recogniseConfig,
  validateConfig,
} from '@pipewright/catalogue';
import { expect, test } from 'vitest';
import { newConfig } from './new-config.ts';

const all = configSchemas().flatMap((schema) =>
  schema.syntaxes.map((syntax): [string, ConfigSyntax, ConfigSchema] => [
    schema.id,
    syntax,
    schema,
  ]),
);

test.each(all)(
  'a new %s file in %s has nothing wrong, and is told as what it is',
  (id, syntax, schema) => {
    const { text, suffix } = newConfig(schema, syntax);
    const path = `new${suffix}`;
    expect(validateConfig(schema, readConfig(path, text, syntax))).toEqual([]);
    expect(text.split('\n').length).toBeGreaterThan(2);
    expect(recogniseConfig(path, text)?.id).toBe(id);
  },
);

test('a detector names its model and its labels', () => {
  const { text, suffix } = newConfig(configSchema('nvinfer'));
  expect(suffix).toBe('.txt');
  expect(text).toContain('[property]\ngie-unique-id=1\n');
  expect(text).toContain('onnx-file=model.onnx\nlabelfile-path=labels.txt\n');
  expect(text).toContain('\n\n[class-attrs-all]\npre-cluster-threshold=0.25\n');
});

test("Triton's messages stand in each other", () => {
  const { text } = newConfig(configSchema('nvinferserver'));
  expect(text).toContain('  backend {\n    triton {\n      model_name: "detector"\n');
  expect(text).toContain('  gpu_ids: [0]\n');
});
