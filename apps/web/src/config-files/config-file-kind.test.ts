import { emptyDocument, type PipelineDocument } from '@pipewright/graph';
import { expect, it } from 'vitest';
import { configProperty, configReaders, kindOfFile, readersOf } from './config-file-kind.ts';

const context = { folder: 'pipelines', root: '/srv/workspace' };
const document: PipelineDocument = {
  ...emptyDocument('test'),
  elements: {
    detector: {
      factory: 'nvinfer',
      properties: { 'config-file-path': '../models/a.txt', 'batch-size': 1 },
      pads: {},
    },
    second: {
      factory: 'nvinfer',
      properties: { config_file_path: '/srv/workspace/models/a.txt' },
      pads: {},
    },
    tracker: { factory: 'nvtracker', properties: { 'll-config-file': 'tracker.cfg' }, pads: {} },
  },
  files: { 'tracker.cfg': 'BaseConfig:\n' },
};
const disk = { kind: 'disk', path: 'models/a.txt' } as const;
const owned = { kind: 'owned', name: 'tracker.cfg' } as const;

it('finds every element that reads a file, however its path is written', () => {
  expect(readersOf(document, disk, context).map(({ element }) => element)).toEqual([
    'detector',
    'second',
  ]);
  expect(configReaders(document, context)).toHaveLength(3);
});

it('takes the kind from the reader, whatever the suffix says', () => {
  const kind = kindOfFile(owned, 'BaseConfig:\n', readersOf(document, owned, context));
  expect([kind.schema?.id, kind.syntax, kind.toldBy]).toEqual(['tracker', 'yaml', 'reader']);
});

it('takes the kind from the content where nobody reads the file', () => {
  const text = '[property]\nonnx-file=a.onnx\ngie-unique-id=1\n';
  const kind = kindOfFile({ kind: 'disk', path: 'x.txt' }, text, []);
  expect([kind.schema?.id, kind.syntax, kind.toldBy]).toEqual(['nvinfer', 'ini', 'content']);
  expect(kindOfFile({ kind: 'disk', path: 'labels.txt' }, 'car\nbus\n', [])).toEqual({
    schema: undefined,
    syntax: 'ini',
    toldBy: 'nothing',
  });
});

it('knows which property names a config file', () => {
  const properties = [{ name: 'batch-size' }, { name: 'config-file-path' }];
  expect(configProperty('nvinfer', properties)).toBe('config-file-path');
  expect(configProperty('queue', properties)).toBeUndefined();
});
