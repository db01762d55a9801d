import { nvinferWith, onnxFacts } from '../config/onnx-sketch.ts';
import { testRule } from '../rule-harness.ts';
import { nvinferModelBatch } from './nvinfer-model-batch.ts';

const fixed = onnxFacts({ image: [1, 3, 4, 4] });
const open = onnxFacts({ image: ['batch', 3, 4, 4] });

testRule(
  nvinferModelBatch,
  {
    'an open batch axis': nvinferWith(open, 'batch-size=8'),
    'the fixed batch': nvinferWith(fixed, 'batch-size=1'),
    'one by default': nvinferWith(fixed, ''),
    'an implicit batch of fixed sizes': nvinferWith(fixed, 'force-implicit-batch-dim=1'),
  },
  {
    'more than the fixed batch': {
      ...nvinferWith(fixed, 'batch-size=4'),
      finds: [/'i' infers 4 at a time, but the batch axis of its model is fixed to 1 \(1 x 3/],
      fixes: ['Set batch-size to 1'],
    },
    'more by a property': {
      ...nvinferWith(fixed, 'batch-size=1', {
        elements: { i: ['nvinfer', { 'config-file-path': 'i.txt', 'batch-size': 2 }] },
      }),
      finds: [/'i' infers 2 at a time/],
      fixes: ['Set batch-size to 1'],
    },
    'an implicit batch of open axes': {
      ...nvinferWith(open, 'force-implicit-batch-dim=1'),
      finds: [/force-implicit-batch-dim leaves the open axes .* without sizes/],
      severity: 'error',
      fixes: ['Remove force-implicit-batch-dim'],
    },
  },
);
