import { testRule } from '../rule-harness.ts';
import { rawOutput } from './raw-output.ts';

const elements = { i: ['nvinfer', { 'config-file-path': 'i.txt' }] } as const;

testRule(
  rawOutput,
  {
    'handed on': {
      elements,
      files: { 'i.txt': '[property]\nnetwork-type=100\noutput-tensor-meta=1\n' },
    },
  },
  {
    lost: {
      elements,
      files: { 'i.txt': '[property]\nnetwork-type=100\n' },
      finds: [/'i' has network-type 100/],
      fixes: ['Set output-tensor-meta to true'],
    },
  },
);
