import { nvinferWith, onnxFacts } from '../config/onnx-sketch.ts';
import { testRule } from '../rule-harness.ts';
import { onnxFile } from './onnx-file.ts';

const image = { image: ['batch', 3, 4, 4] };
const none = {
  exists: true,
  kind: 'file',
  sizeBytes: 9,
  onnx: { isReadable: false, problem: 'is cut off' },
} as const;

testRule(
  onnxFile,
  {
    'a model': nvinferWith(onnxFacts(image), ''),
    'weights beside the model': nvinferWith(onnxFacts(image, {}, ['w.bin']), '', {
      disk: { 'w.bin': '' },
    }),
    'a model that may not be looked into': nvinferWith(
      { exists: true, kind: 'file', sizeBytes: 9 },
      '',
    ),
    'a library builds the engine without it': nvinferWith(none, 'engine-create-func-name=Make'),
  },
  {
    'no model': {
      ...nvinferWith(none, ''),
      finds: [/i.txt: the model 'm.onnx' is cut off/],
    },
    'no model, but an engine': {
      ...nvinferWith(none, 'model-engine-file=m.engine', { disk: { 'm.engine': '' } }),
      finds: [/is cut off/],
      severity: 'warning',
    },
    'no weights, beside a model on disk': {
      elements: { i: ['nvinfer', { 'config-file-path': 'configs/i.txt' }] },
      disk: {
        'configs/i.txt': '[property]\nonnx-file=../models/m.onnx\n',
        'models/m.onnx': onnxFacts(image, {}, ['w.bin']),
      },
      finds: [/the weights of the model '..\/models\/m.onnx' are missing: w.bin/],
    },
  },
);
