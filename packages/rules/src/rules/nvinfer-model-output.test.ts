import { nvinferWith, onnxFacts } from '../config/onnx-sketch.ts';
import { testRule } from '../rule-harness.ts';
import { nvinferModelOutput } from './nvinfer-model-output.ts';

const image = { image: ['batch', 3, 4, 4] };
const detector = onnxFacts(image, {
  'output_bbox/BiasAdd': ['batch', 8, 2, 2],
  'output_cov/Sigmoid': ['batch', 2, 2, 2],
});
const yolo = onnxFacts(image, { output0: ['batch', 84, 8400] });

testRule(
  nvinferModelOutput,
  {
    'all outputs': nvinferWith(
      detector,
      'output-blob-names=output_bbox/BiasAdd;output_cov/Sigmoid;',
    ),
    'no names': nvinferWith(detector, ''),
    'a parser of its own': nvinferWith(yolo, 'parse-bbox-func-name=Parse'),
    'tensors for others': nvinferWith(yolo, 'network-type=100'),
  },
  {
    'a slip': {
      ...nvinferWith(detector, 'output-blob-names=output_bbox/BiasAdd;output_cov/Sigmod'),
      finds: [/no output 'output_cov\/Sigmod'; its outputs are output_bbox\/BiasAdd, output_cov/],
      fixes: ['Set output-blob-names to output_bbox/BiasAdd;output_cov/Sigmoid'],
    },
    'names of another model': {
      ...nvinferWith(yolo, 'network-type=100\noutput-blob-names=conv2d_bbox;conv2d_cov'),
      finds: [/no output 'conv2d_bbox', 'conv2d_cov'; its outputs are output0/],
      fixes: ['Set output-blob-names to output0'],
    },
    'a detector that nvinfer can not read': {
      ...nvinferWith(yolo, ''),
      finds: [/without parse-bbox-func-name .* but the model's outputs are output0/],
      severity: 'error',
    },
  },
);
