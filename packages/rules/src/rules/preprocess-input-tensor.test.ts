import { testRule } from '../rule-harness.ts';
import { preprocessInputTensor } from './preprocess-input-tensor.ts';

const links = ['p.src -> i.sink'];

testRule(
  preprocessInputTensor,
  {
    taken: { elements: { p: 'nvdspreprocess', i: ['nvinfer', { 'input-tensor-meta': 1 }] }, links },
  },
  {
    'told not to': {
      elements: { p: 'nvdspreprocess', i: ['nvinfer', { 'input-tensor-meta': false }] },
      links,
      finds: [/'i' does not take the tensors that 'p' prepares/],
      fixes: ['Set input-tensor-meta to true'],
    },
  },
);
