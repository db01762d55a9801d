import { testRule } from '../rule-harness.ts';
import { postprocessSource } from './postprocess-source.ts';

const elements = {
  s: 'nvurisrcbin',
  m: 'nvstreammux',
  i: ['nvinfer', { 'config-file-path': 'i.txt' }],
  p: 'nvdspostprocess',
} as const;
const links = ['s.vsrc_0 -> m.sink_0', 'm.src -> i.sink', 'i.src -> p.sink'];

testRule(
  postprocessSource,
  {
    'tensors by the config': {
      elements,
      links,
      files: { 'i.txt': '[property]\noutput-tensor-meta=1\n' },
    },
    'a config that is not known': { elements, links },
  },
  {
    'no tensors': {
      elements,
      links,
      files: { 'i.txt': '[property]\nnetwork-type=100\n' },
      finds: [/'p' parses tensors, but 'i' before it does not hand them on/],
      fixes: ['Set output-tensor-meta to true'],
    },
    'no inference': {
      elements,
      links: ['s.vsrc_0 -> m.sink_0', 'm.src -> p.sink'],
      finds: [/no inference element stands before it/],
    },
  },
);
