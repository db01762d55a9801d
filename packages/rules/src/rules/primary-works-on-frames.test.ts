import { testRule } from '../rule-harness.ts';
import { primaryWorksOnFrames } from './primary-works-on-frames.ts';

testRule(
  primaryWorksOnFrames,
  {
    secondary: { elements: { s: ['nvinfer', { 'process-mode': 2, 'infer-on-gie-id': 1 }] } },
    primary: { elements: { s: ['nvinfer', { 'infer-on-gie-id': -1 }] } },
  },
  {
    'mode forgotten': {
      elements: { s: ['nvinfer', { 'infer-on-gie-id': 1 }] },
      finds: [/'s' names the objects of id 1, but as a primary/],
      fixes: ['Make it a secondary'],
    },
  },
);
