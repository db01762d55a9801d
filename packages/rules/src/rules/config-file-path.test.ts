import { testRule } from '../rule-harness.ts';
import { configFilePath } from './config-file-path.ts';

const nvinfer = (text: string) => ({
  elements: { i: ['nvinfer', { 'config-file-path': 'configs/i.txt' }] } as const,
  disk: { 'configs/i.txt': `[property]\n${text}\n` },
});

testRule(
  configFilePath,
  {
    'a file beside the config': {
      ...nvinfer('mean-file=../mean.ppm'),
      disk: { ...nvinfer('mean-file=../mean.ppm').disk, 'mean.ppm': '' },
    },
    'what other rules judge': nvinfer(
      'onnx-file=a.onnx\nlabelfile-path=l.txt\nint8-calib-file=c.bin\nmodel-engine-file=e.engine',
    ),
    'a library that the loader finds': nvinfer('custom-lib-path=libparse.so'),
    'a library of the SDK': nvinfer('custom-lib-path=/opt/nvidia/deepstream/lib/libparse.so'),
    'models of former releases': nvinfer('proto-file=a.prototxt'),
    'a file of the document': {
      elements: { t: ['nvtracker', { 'll-config-file': 't.yml' }] },
      files: { 't.yml': 'ReID:\n  onnxFile: reid.onnx\n' },
      disk: { 'reid.onnx': '' },
    },
    'a folder of models': {
      elements: { s: ['nvinferserver', { 'config-file-path': 's.txt' }] },
      files: {
        's.txt': 'infer_config { backend { triton { model_repo { root: "models" } } } }\n',
      },
      disk: { models: { exists: true, kind: 'folder', sizeBytes: 0 } },
    },
  },
  {
    'no mean image': {
      ...nvinfer('mean-file=mean.ppm'),
      finds: [/configs\/i.txt: the file that 'mean-file' names does not exist: mean.ppm/],
    },
    'no library': {
      ...nvinfer('custom-lib-path=../libparse.so'),
      finds: [/the file that 'custom-lib-path' names does not exist/],
      severity: 'warning',
    },
    'a file of the SDK': {
      ...nvinfer('mean-file=/opt/nvidia/deepstream/mean.ppm'),
      finds: [/part of the DeepStream SDK/],
      severity: 'warning',
    },
    "a tracker's model": {
      elements: { t: ['nvtracker', { 'll-config-file': 't.yml' }] },
      files: { 't.yml': 'ReID:\n  onnxFile: reid.onnx\n' },
      finds: [/t.yml: the file that 'onnxFile' names does not exist: reid.onnx/],
      severity: 'warning',
    },
    "nvinferserver's labels": {
      elements: { s: ['nvinferserver', { 'config-file-path': 's.txt' }] },
      disk: { 's.txt': 'infer_config { postprocess { labelfile_path: "l.txt" } }\n' },
      finds: [/s.txt: the file that 'labelfile_path' names does not exist: l.txt/],
    },
    'a file for a folder': {
      elements: { s: ['nvinferserver', { 'config-file-path': 's.txt' }] },
      files: { 's.txt': 'infer_config { backend { triton { model_repo { root: "m" } } } }\n' },
      disk: { m: '' },
      finds: [/'root' names a file, not a folder: m/],
    },
    'outside of what may be read': {
      ...nvinfer('mean-file=/etc/secret'),
      disk: {
        ...nvinfer('mean-file=/etc/secret').disk,
        '/etc/secret': { exists: false, reason: 'outside-allowed-folders' },
      },
      finds: [/lies outside the folders/],
      severity: 'hint',
    },
  },
);
