import { testRule } from '../rule-harness.ts';
import { nvinferModel } from './nvinfer-model.ts';

const elements = {
  i: ['nvinfer', { 'config-file-path': 'configs/i.txt' }] as const,
};
const onDisk = (text: string, more: Record<string, string> = {}) => ({
  elements,
  disk: { 'configs/i.txt': `[property]\n${text}\n`, ...more },
});

testRule(
  nvinferModel,
  {
    'model and labels beside the config': onDisk(
      'onnx-file=../models/m.onnx\nlabelfile-path=labels.txt\nnum-detected-classes=2',
      { 'models/m.onnx': '', 'configs/labels.txt': 'car\nperson\n' },
    ),
    "an owned config's paths start at the document": {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      files: { 'i.txt': '[property]\nonnx-file=models/m.onnx\n' },
      disk: { 'models/m.onnx': '' },
    },
    'labels that the document owns': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      files: {
        'i.txt': '[property]\nonnx-file=m.onnx\nlabelfile-path=l.txt\nnum-detected-classes=1',
        'l.txt': 'car\n',
      },
      disk: { 'm.onnx': '' },
    },
    'an engine made by a library': onDisk(
      'engine-create-func-name=Make\ncustom-lib-path=/abs/lib.so',
    ),
  },
  {
    'no model': {
      ...onDisk('batch-size=1'),
      finds: [/names no model: neither onnx-file nor model-engine-file/],
      severity: 'error',
    },
    'a model of an old kind': {
      ...onDisk('uff-file=m.uff'),
      finds: [/'uff-file' is a kind of model/],
      severity: 'error',
    },
    'an engine only, which is not there': {
      ...onDisk('model-engine-file=m.engine'),
      finds: [/the engine 'm.engine' does not exist, and there is no onnx-file/],
      severity: 'error',
    },
    'an engine only': {
      ...onDisk('model-engine-file=m.engine', { 'configs/m.engine': '' }),
      finds: [/names only a TensorRT engine/],
      severity: 'warning',
    },
    'a model that is not there': {
      ...onDisk('onnx-file=m.onnx'),
      finds: [/the model 'm.onnx' does not exist/],
      severity: 'error',
    },
    'a model that is not there, with its engine': {
      ...onDisk('onnx-file=m.onnx\nmodel-engine-file=m.engine', {
        'configs/m.engine': '',
      }),
      finds: [/the model 'm.onnx' does not exist/],
      severity: 'warning',
    },
    'labels that are not there': {
      ...onDisk('onnx-file=m.onnx\nlabelfile-path=l.txt', {
        'configs/m.onnx': '',
      }),
      finds: [/the label file 'l.txt' does not exist/],
      severity: 'error',
    },
    'too few labels': {
      ...onDisk('onnx-file=m.onnx\nlabelfile-path=l.txt\nnum-detected-classes=4', {
        'configs/m.onnx': '',
        'configs/l.txt': 'car\nperson\n',
      }),
      finds: [/num-detected-classes is 4, but 'l.txt' has 2 labels/],
      severity: 'warning',
    },
    'too few labels in a file of the document': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      files: {
        'i.txt': '[property]\nonnx-file=m.onnx\nlabelfile-path=l.txt\nnum-detected-classes=4',
        'l.txt': 'car\nperson\n',
      },
      disk: { 'm.onnx': '' },
      finds: [/num-detected-classes is 4, but 'l.txt' has 2 labels/],
      severity: 'warning',
      fixes: ['Set num-detected-classes to 2'],
    },
    'a model of an old kind beside the one that is used': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      files: { 'i.txt': '[property]\nonnx-file=m.onnx\nuff-file=m.uff\n' },
      disk: { 'm.onnx': '' },
      finds: [/'uff-file' is a kind of model .* so it has no effect/],
      severity: 'hint',
      fixes: ['Remove uff-file'],
    },
  },
);
