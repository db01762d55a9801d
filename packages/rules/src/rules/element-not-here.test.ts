import { testRule } from '../rule-harness.ts';
import { elementNotHere } from './element-not-here.ts';

testRule(
  elementNotHere,
  {
    'the registry is not known': { elements: { gie: 'nvinfer' } },
    'the registry has it': {
      elements: { gie: 'nvinfer' },
      registry: [{ name: 'nvinfer' }],
    },
  },
  {
    'the registry lacks it': {
      elements: { gie: 'nvinfer' },
      registry: [{ name: 'queue' }],
      finds: [/nvinfer is not installed on this machine/],
    },
    'only the SDK has it': {
      elements: { flow: 'nvof' },
      registry: [{ name: 'queue' }],
      finds: [/can't run here\. Optical flow is computed by an engine of the GPU/],
    },
  },
);
