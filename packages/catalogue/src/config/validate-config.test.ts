import { describe, expect, test } from 'vitest';
import type { ConfigFinding } from './config-finding.ts';
import type { ConfigKind } from './config-schema.ts';
import { configSchema } from './config-schemas.ts';
import { configSyntax, readConfig } from './read-config.ts';
import { recogniseConfig } from './recognise-config.ts';
import { validateConfig } from './validate-config.ts';

function findings(kind: ConfigKind, name: string, text: string): ConfigFinding[] {
  return validateConfig(configSchema(kind), readConfig(name, text, configSyntax(name, text)));
}

const analytics = '[property]\nenable=1\nconfig-width=1920\nconfig-height=1080\n';

/** Kind, file, text; all of them are right. */
const sound: readonly (readonly [ConfigKind, string, string])[] = [
  [
    'nvinfer',
    'a.txt',
    '[property]\ngie-unique-id=1\nbatch-size=4 # c\noffsets=1;2;3;\n[class-attrs-2]\ntopk=5\n',
  ],
  [
    'nvinfer',
    'a.yml',
    'property:\n  gie-unique-id: 1\n  infer-dims: 3;544;960\n  net-scale-factor: 1e-3\n',
  ],
  [
    'nvinferserver',
    'a.txt',
    'infer_config {\n  unique_id: 1\n  backend { triton { model_name: "m" model_repo { root: "a" root: "b" } } }\n}\n',
  ],
  ['tracker', 't.yml', '%YAML:1.0\nReID:\n  reidType: 2\n  inferDims: [3, 256, 128]\n'],
  [
    'analytics',
    'a.txt',
    `${analytics}[line-crossing-stream-0]\nenable=1\nline-crossing-a=1;2;3;4;5;6;7;8\nmode=strict\n`,
  ],
  [
    'preprocess',
    'p.yml',
    'property:\n  processing-width: 4\n  processing-height: 4\n  network-input-order: 0\n  network-input-shape: 1;3;4;4\n  network-color-format: 0\n  tensor-data-type: 0\n  tensor-name: x\n  custom-lib-path: a.so\n  custom-tensor-preparation-function: F\n  scaling-filter: 0\n  scaling-pool-memory-type: 0\ngroup:\n  - src-ids: 0\n    roi-params-src-0: 0;0;4;4\n',
  ],
  ['msgconv', 'm.txt', '[sensor0]\nenable=1\nlocation=1.5;2;3\n'],
  ['msgbroker', 'b.txt', '[message-broker]\npassword =\nport=5672\n'],
  [
    'dewarper',
    'd.txt',
    '[property]\noutput-width=960\n[surface0]\nprojection-type=1\nwidth=4\nheight=4\nfocal-length=400;400\n',
  ],
  ['metamux', 'x.txt', '[property]\nactive-pad=sink_0\n[group-0]\nsrc-ids-model-1=0;1\n'],
  ['streammux', 's.txt', '[property]\nalgorithm-type=1\nmax-same-source-frames=1\n'],
  [
    'deepstream-app',
    'app.txt',
    '[application]\nenable-perf-measurement=1\n[source0]\nenable=0\n[tracker]\nenable=1\nll-lib-file=l.so\nll-config-file=t.yml\n',
  ],
];

test.each(sound)('%s: nothing is wrong with %s', (kind, name, text) => {
  expect(findings(kind, name, text)).toEqual([]);
  expect(recogniseConfig(name, text)?.id).toBe(kind);
});

test.each<[ConfigKind, string, string]>([
  ['dewarper', 'd.yml', '[property]\n[surface0]\nprojection-type=1\nwidth=4\nheight=4\n'],
  ['tracker', 't.txt', 'ReID:\n  reidType: 2\n'],
])('%s: the suffix of %s does not matter', (kind, name, text) => {
  expect(findings(kind, name, text)).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['other settings', '[color]\nred=1\n'],
  ['a list of sources', 'source-list:\n  - uri: a\n'],
])('%s is of no known kind', (_, text) => {
  expect(recogniseConfig('a.txt', text)).toBeUndefined();
});

/** What is wrong, kind, file, text, and what is found. */
const faulty: readonly (readonly [string, ConfigKind, string, string, Partial<ConfigFinding>])[] = [
  [
    'a slip',
    'nvinfer',
    'a.txt',
    '[property]\n onx-file=1\n',
    { code: 'unknown-key', line: 2, column: 2, endColumn: 10, replacement: 'onnx-file' },
  ],
  [
    "a property's name",
    'nvinfer',
    'a.yml',
    'property:\n  unique-id: 1\n',
    { code: 'confused-key', line: 2, column: 3, replacement: 'gie-unique-id' },
  ],
  [
    "another property's name",
    'nvinfer',
    'a.txt',
    '[property]\ninfer-on-gie-id=1\n',
    { code: 'confused-key', replacement: 'operate-on-gie-id' },
  ],
  [
    "nvinfer's spelling",
    'preprocess',
    'p.yml',
    'property:\n  gie-unique-id: 1\n',
    { code: 'confused-key', replacement: 'unique-id' },
  ],
  [
    'a key of another group',
    'nvinfer',
    'a.txt',
    '[property]\ntopk=1\n',
    { code: 'wrong-section', expected: 'in class-attrs-all' },
  ],
  [
    'a key outside of groups',
    'nvinfer',
    'a.yml',
    'topk: 1\nproperty:\n',
    { code: 'wrong-section', line: 1 },
  ],
  [
    'an unknown group',
    'nvinfer',
    'a.txt',
    '[property]\n[proprety]\n',
    { code: 'unknown-group', line: 2, column: 2, endColumn: 10, replacement: 'property' },
  ],
  [
    'a missing group',
    'nvinfer',
    'a.txt',
    '[class-attrs-all]\n',
    { code: 'missing-group', severity: 'error' },
  ],
  [
    'a missing key',
    'analytics',
    'a.txt',
    '[property]\nenable=1\nconfig-width=2\n',
    { code: 'missing-key', key: 'config-height', line: 1, column: 2 },
  ],
  [
    'no area in its group',
    'analytics',
    'a.txt',
    `${analytics}[roi-filtering-stream-0]\nenable=1\n`,
    { code: 'missing-key', key: 'roi-<label>' },
  ],
  [
    'a repeated key',
    'nvinfer',
    'a.txt',
    '[property]\ngpu-id=0\ngpu-id=1\n',
    { code: 'duplicate-key', line: 3 },
  ],
  [
    'a text for a number',
    'nvinfer',
    'a.txt',
    '[property]\nbatch-size = four\n',
    { code: 'wrong-type', severity: 'error', column: 14, endColumn: 18 },
  ],
  [
    'a decimal for a whole number',
    'nvinfer',
    'a.txt',
    '[property]\nbatch-size=2.0\n',
    { code: 'wrong-type', replacement: '2' },
  ],
  [
    'too small',
    'nvinfer',
    'a.txt',
    '[property]\nbatch-size=0\n',
    { code: 'out-of-range', severity: 'error', replacement: '1' },
  ],
  [
    'too large',
    'nvinfer',
    'a.txt',
    '[property]\nbatch-size=2000\n',
    { code: 'out-of-range', severity: 'warning', replacement: '1024' },
  ],
  [
    'more than 32 bits',
    'dewarper',
    'd.txt',
    '[property]\noutput-width=99999999999\n[surface0]\nprojection-type=1\nwidth=1\nheight=1\n',
    { code: 'out-of-range', severity: 'error' },
  ],
  [
    'no choice',
    'nvinfer',
    'a.txt',
    '[property]\nnetwork-mode=7\n',
    { code: 'not-a-choice', replacement: '3' },
  ],
  [
    'no choice, in words',
    'nvinferserver',
    'a.txt',
    'infer_config {\n  preprocess { tensor_order: TENSOR_ORDER_LINER }\n}',
    { code: 'not-a-choice', replacement: 'TENSOR_ORDER_LINEAR', line: 2 },
  ],
  [
    'a wrong count',
    'nvinfer',
    'a.txt',
    '[property]\ninfer-dims=544;960\n',
    { code: 'wrong-count' },
  ],
  [
    'an odd count',
    'analytics',
    'a.txt',
    `${analytics}[roi-filtering-stream-0]\nroi-a=1;2;3\n`,
    { code: 'wrong-count' },
  ],
  [
    'a comment behind a decimal',
    'nvinfer',
    'a.txt',
    '[property]\nnet-scale-factor=0.5 # c\n',
    { code: 'wrong-type', replacement: '0.5' },
  ],
  [
    'a blank behind a decimal',
    'nvinfer',
    'a.txt',
    '[property]\nnet-scale-factor=0.5 \n',
    { code: 'trailing-blank', column: 21, endColumn: 22, replacement: '' },
  ],
  [
    'a key for INI only',
    'nvinfer',
    'a.yml',
    'property:\n  input-dims: 3;4;4;0\n',
    { code: 'not-in-this-syntax' },
  ],
  [
    'a group for INI only',
    'deepstream-app',
    'a.yml',
    'source0:\n  enable: 1\n',
    { code: 'not-in-this-syntax' },
  ],
  [
    'INI in a .yml',
    'nvinfer',
    'a.yml',
    '# c\n[property]\nbatch-size=1\n',
    { code: 'wrong-syntax', severity: 'error' },
  ],
  [
    'YAML in a .txt',
    'nvinfer',
    'a.txt',
    'property:\n  batch-size: 1\n',
    { code: 'wrong-syntax', severity: 'error' },
  ],
  [
    'a syntax that is not read',
    'dewarper',
    'd.yml',
    'property:\n  output-width: 1\n',
    { code: 'wrong-syntax', expected: 'INI' },
  ],
  [
    'broken text',
    'nvinfer',
    'a.txt',
    '[property]\nonnx-file\n',
    { code: 'syntax', line: 2, column: 1, endColumn: 10 },
  ],
  [
    'a YAML list',
    'nvinfer',
    'a.yml',
    'property:\n  infer-dims: [3, 4, 4]\n',
    { code: 'wrong-form', replacement: '3;4;4' },
  ],
  [
    'semicolons for a list',
    'tracker',
    't.yml',
    'ReID:\n  inferDims: 3;4;4\n',
    { code: 'wrong-form', replacement: '[3, 4, 4]' },
  ],
  [
    'keys under a key',
    'nvinfer',
    'a.yml',
    'property:\n  batch-size:\n    a: 1\n',
    { code: 'wrong-form', key: 'batch-size' },
  ],
  [
    'a numbered group for a list',
    'preprocess',
    'p.yml',
    'group-0:\n  src-ids: 0\n',
    { code: 'wrong-form', group: 'group-0' },
  ],
];

describe('finds', () => {
  test.each(faulty)('%s', (_, kind, name, text, expected) => {
    const found = findings(kind, name, text);
    expect(found).toContainEqual(expect.objectContaining(expected));
    for (const finding of found) {
      expect(finding.remedy).not.toBe('');
      expect(finding.endColumn).toBeGreaterThanOrEqual(finding.column);
    }
  });
});

test('what a replacement mends is no longer found', () => {
  let mended = 0;
  for (const [, kind, name, text] of faulty) {
    for (const finding of findings(kind, name, text)) {
      const { replacement, line, column, endColumn, code } = finding;
      if (replacement === undefined) continue;
      const lines = text.split('\n');
      const before = lines[line - 1] ?? '';
      const after = before.slice(0, column - 1) + replacement + before.slice(endColumn - 1);
      const again = findings(kind, name, lines.with(line - 1, after).join('\n'));
      expect(again.filter((each) => each.code === code && each.line === line)).toEqual([]);
      mended += 1;
    }
  }
  expect(mended).toBeGreaterThan(12);
});
