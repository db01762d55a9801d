import { nvinferWith, onnxFacts } from '../config/onnx-sketch.ts';
import { testRule } from '../rule-harness.ts';
import { preprocessTensor } from './preprocess-tensor.ts';

const model = onnxFacts({ image: ['batch', 3, 224, 224] });
const withText = (name: string, shape: string, id = 1) =>
  nvinferWith(model, 'gie-unique-id=1\ninput-tensor-from-meta=1', {
    elements: { p: ['nvdspreprocess', { 'config-file': 'p.txt' }] },
    links: ['p.src -> i.sink'],
    files: {
      'p.txt': `[property]\ntarget-unique-ids=${id}\ntensor-name=${name}\nnetwork-input-shape=${shape}\n`,
    },
  });

testRule(
  preprocessTensor,
  {
    'name and shape': withText('image', '8;3;224;224'),
    'a model that it does not feed': withText('other', '8;3;4;4', 2),
  },
  {
    'another name': {
      ...withText('input_1', '8;3;224;224'),
      finds: [/tensor-name is 'input_1', but the inputs of the model of 'i' are image/],
      fixes: ['Set tensor-name to image'],
    },
    'another size': {
      ...withText('image', '8;3;112;112'),
      finds: [/network-input-shape is 8;3;112;112, but .* is batch x 3 x 224 x 224/],
      fixes: ['Set network-input-shape to 8;3;224;224'],
    },
    'another count of axes': {
      ...withText('image', '8;3;16;224;224'),
      finds: [/network-input-shape is 8;3;16;224;224/],
      fixes: ['Set network-input-shape to 8;3;224;224'],
    },
  },
);
