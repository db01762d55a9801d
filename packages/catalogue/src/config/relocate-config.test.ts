import { expect, test } from 'vitest';
import { joinPath, relocateConfig } from './relocate-config.ts';

const folder = '/srv/pipelines';

test('INI: known keys move, everything else stays as it is', () => {
  const text = [
    '# model-engine-file=old.engine',
    '[property]',
    'onnx-file=../models/detector.onnx',
    'labelfile-path = labels.txt  # beside the model',
    'model-engine-file=/abs/detector.engine',
    'custom-lib-path=libparser.so',
    'net-scale-factor=0.0039',
    '',
  ].join('\r\n');
  expect(relocateConfig('detector.txt', text, folder).split('\r\n')).toEqual([
    '# model-engine-file=old.engine',
    '[property]',
    'onnx-file=/srv/models/detector.onnx',
    'labelfile-path = /srv/pipelines/labels.txt  # beside the model',
    'model-engine-file=/abs/detector.engine',
    'custom-lib-path=libparser.so',
    'net-scale-factor=0.0039',
    '',
  ]);
});

test('YAML: quotes and nesting are kept', () => {
  const text = 'property:\n  onnx-file: "m.onnx"\n  custom-lib-path: lib/libparser.so\n';
  expect(relocateConfig('detector.yml', text, folder)).toBe(
    'property:\n  onnx-file: "/srv/pipelines/m.onnx"\n  custom-lib-path: /srv/pipelines/lib/libparser.so\n',
  );
});

test('tracker YAML', () => {
  const text = "%YAML:1.0\nReID:\n  onnxFile: 'reid.onnx' # network\n  reidType: 2\n";
  expect(relocateConfig('tracker.yml', text, folder)).toContain(
    "onnxFile: '/srv/pipelines/reid.onnx' # network",
  );
});

test('protobuf text', () => {
  const text = 'infer_config {\n  backend { triton { model_repo { root: "./repo" } } }\n}\n';
  expect(relocateConfig('server.txt', text, folder)).toContain('root: "/srv/pipelines/repo"');
});

test('a resolver of the caller places paths', () => {
  const resolve = (path: string) => `/run/files/${path}`;
  expect(relocateConfig('d.txt', '[property]\nlabelfile-path=l.txt', folder, resolve)).toContain(
    'labelfile-path=/run/files/l.txt',
  );
});

test('joining paths', () => {
  expect(joinPath('/a/b', '../c/./d')).toBe('/a/c/d');
  expect(joinPath('/a', '/x/y')).toBe('/x/y');
  expect(joinPath('configs', '../models/m')).toBe('models/m');
  expect(joinPath('a', '../../b')).toBe('../b');
  expect(joinPath('/', '../b')).toBe('/b');
});
