import {
  type ConfigKind,
  type ConfigSyntax,
  configSchema,
  readConfig,
  validateConfig,
} from '@pipewright/catalogue';
import { expect, test } from 'vitest';
import { configFixes } from './fix-config.ts';

function fixesOf(kind: ConfigKind, text: string, format: ConfigSyntax) {
  const schema = configSchema(kind);
  const config = readConfig(`t.${format}`, text, format);
  return validateConfig(schema, config).flatMap((finding) => [
    ...configFixes(schema, config, finding),
  ]);
}

test.each<[ConfigKind, ConfigSyntax, string, string, string]>([
  [
    'nvinfer',
    'ini',
    '[property]\nunique-id=3\n',
    'Rename to gie-unique-id',
    '[property]\ngie-unique-id=3\n',
  ],
  [
    'nvinfer',
    'yaml',
    'property:\n  infer-on-gie-id: 1\n',
    'Rename to operate-on-gie-id',
    'property:\n  operate-on-gie-id: 1\n',
  ],
  [
    'nvinferserver',
    'protobuf',
    'infer_config { gie-unique-id: 1 }\n',
    'Rename to unique_id',
    'infer_config { unique_id: 1 }\n',
  ],
  [
    'preprocess',
    'ini',
    '[property]\ngie_unique_id=1\n',
    'Rename to unique-id',
    '[property]\nunique-id=1\n',
  ],
  [
    'nvinfer',
    'ini',
    '[property]\nbatchsize=3\n',
    'Rename to batch-size',
    '[property]\nbatch-size=3\n',
  ],
  [
    'nvinfer',
    'ini',
    '[property]\nnetwork-mode=9\n',
    'Set network-mode to 3',
    '[property]\nnetwork-mode=3\n',
  ],
  [
    'nvinfer',
    'ini',
    '[property]\ntopk=3\ngpu-id=0\n',
    'Move topk to class-attrs-all',
    '[property]\ngpu-id=0\n\n[class-attrs-all]\ntopk=3\n',
  ],
  [
    'nvinfer',
    'ini',
    '[property]\ngpu-id=1\n# last\ngpu-id=2\n',
    'Keep the last gpu-id only',
    '[property]\n# last\ngpu-id=2\n',
  ],
  ['nvinfer', 'ini', '; old\n[property]\n', 'Write # for the comment', '# old\n[property]\n'],
  [
    'analytics',
    'ini',
    '[property]\nenable=1\nconfig-width=1920\n',
    'Add config-height',
    '[property]\nenable=1\nconfig-width=1920\nconfig-height=1080\n',
  ],
  [
    'analytics',
    'ini',
    '[property]\nenable=1\nconfig-width=9\nconfig-height=9\n[line-crossing-stream-0]\nenable=1\n',
    'Add line-crossing-<label>',
    '[property]\nenable=1\nconfig-width=9\nconfig-height=9\n[line-crossing-stream-0]\nenable=1\nline-crossing-area=0;0;0;0;0;0;0;0\n',
  ],
  ['metamux', 'ini', '[user-configs]\n', 'Add property', '[user-configs]\n\n[property]\n'],
  [
    'nvinfer',
    'ini',
    '# head\nproperty:\n  gpu-id: 0\n',
    'Rewrite it as INI',
    '# head\n[property]\ngpu-id=0\n',
  ],
  ['nvinfer', 'ini', '[proprety]\n', 'Rename to property', '[property]\n'],
])('%s in %s: %j is mended by "%s"', (kind, format, text, title, expected) => {
  const fixes = fixesOf(kind, text, format);
  expect(fixes.map((fix) => fix.title)).toContain(title);
  expect(fixes.find((fix) => fix.title === title)?.text).toBe(expected);
});

test('a key that nobody knows can only go', () => {
  const fixes = fixesOf('nvinfer', '[property]\nzzzzqqqq=1 # why\ngpu-id=0\n', 'ini');
  expect(fixes).toEqual([{ title: 'Remove zzzzqqqq', text: '[property]\ngpu-id=0\n' }]);
});

test('there is no fix where the file can not be read', () => {
  expect(fixesOf('nvinfer', '[property]\nbroken\n', 'ini')).toEqual([]);
});
