import { nvinferWith, onnxFacts } from '../config/onnx-sketch.ts';
import { testRule } from '../rule-harness.ts';
import { nvinferModelInput } from './nvinfer-model-input.ts';

const fixed = onnxFacts({ image: ['batch', 3, 544, 960] });
const open = onnxFacts({ image: ['batch', 3, 'h', 'w'] });
const grey = onnxFacts({ image: ['batch', 1, 28, 28] });
const last = onnxFacts({ image: ['batch', 544, 960, 3] });
const sequence = onnxFacts({ image: ['batch', 3, 32, 224, 224] });

testRule(
  nvinferModelInput,
  {
    'sizes of the model': nvinferWith(fixed, ''),
    'the same sizes': nvinferWith(fixed, 'infer-dims=3;544;960'),
    'sizes for open axes': nvinferWith(open, 'infer-dims=3;320;640'),
    grey: nvinferWith(grey, 'model-color-format=2'),
    'channels last': nvinferWith(last, 'network-input-order=1\ninfer-dims=3;544;960'),
    'offsets of each channel': nvinferWith(fixed, 'offsets=1;2;3;'),
    'prepared tensors': nvinferWith(sequence, 'input-tensor-from-meta=1'),
    'no shape': nvinferWith(onnxFacts({ image: { elementType: 'float32' } }), ''),
    'a model that is not known': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      files: { 'i.txt': '[property]\nonnx-file=m.onnx\n' },
    },
  },
  {
    'other sizes': {
      ...nvinferWith(fixed, 'infer-dims=3;544;544'),
      finds: [/infer-dims is 3;544;544 .* but the model's input is batch x 3 x 544 x 960/],
      fixes: ['Set infer-dims to 3;544;960'],
    },
    'other sizes, with an engine': {
      ...nvinferWith(fixed, 'infer-dims=3;544;544\nmodel-engine-file=e.engine', {
        disk: { 'e.engine': '' },
      }),
      finds: [/infer-dims/],
      severity: 'warning',
    },
    'open axes without sizes': {
      ...nvinferWith(open, ''),
      finds: [/batch x 3 x h x w has open axes, so nvinfer needs infer-dims/],
    },
    'channels last, not told': {
      ...nvinferWith(last, 'infer-dims=3;544;960'),
      finds: [/network-input-order is 0 \(channels first\), but .* batch x 544 x 960 x 3/],
      fixes: ['Set network-input-order to 1'],
    },
    'channels first, told otherwise': {
      ...nvinferWith(fixed, 'network-input-order=1\ninfer-dims=3;544;960'),
      finds: [/network-input-order is 1 \(channels last\)/],
      fixes: ['Set network-input-order to 0'],
    },
    'channels last without sizes': {
      ...nvinferWith(last, 'network-input-order=1'),
      finds: [/nvinfer needs infer-dims: without it, it takes the height, 544, for the channels/],
      fixes: ['Set infer-dims to 3;544;960'],
    },
    'colour for a grey model': {
      ...nvinferWith(grey, 'model-color-format=1'),
      finds: [/model-color-format is 1 \(BGR\), which has 3 channels, but the model's input has 1/],
      fixes: ['Set model-color-format to 2'],
    },
    'colour by default': {
      ...nvinferWith(grey, ''),
      finds: [/model-color-format is 0 \(RGB\)/],
      fixes: ['Set model-color-format to 2'],
    },
    'colour against infer-dims, without a model': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.yml' }] },
      files: { 'i.yml': 'property:\n  infer-dims: 3;4;4\n  model-color-format: 2\n' },
      finds: [/2 \(grey\), which has 1 channels, but the model's input has 3/],
      fixes: ['Set model-color-format to 0'],
    },
    'too many offsets': {
      ...nvinferWith(grey, 'model-color-format=2\noffsets=1;2;3'),
      finds: [/offsets has 3 numbers, but the model's input has 1 channels/],
      fixes: ['Set offsets to 1'],
    },
    'no image': {
      ...nvinferWith(sequence, ''),
      finds: [/expects a model input of 4 axes .* got 5: batch x 3 x 32 x 224 x 224/],
    },
    'a second input of open size': {
      ...nvinferWith(onnxFacts({ image: ['b', 3, 4, 4], other: ['b', 'n'] }), ''),
      finds: [/the model's input 'other' \(b x n\) has open axes/],
    },
  },
);
