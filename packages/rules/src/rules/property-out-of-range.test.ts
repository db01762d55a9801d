import { testRule } from '../rule-harness.ts';
import { propertyOutOfRange } from './property-out-of-range.ts';

testRule(
  propertyOutOfRange,
  {
    'the limits themselves': {
      elements: {
        gie: ['nvinfer', { 'batch-size': 1024 }],
        q: ['queue', { 'max-size-bytes': 0 }],
      },
    },
    'exact beyond 2^53': {
      elements: { q: ['queue', { 'max-size-time': '18446744073709551615' }] },
    },
    "-1 for an unsigned type's largest": {
      elements: { s: ['fakesink', { blocksize: -1 }] },
    },
  },
  {
    'too small': {
      elements: { gie: ['nvinfer', { 'batch-size': 0 }] },
      finds: [/'batch-size' of 'gie' takes 1 to 1024, got 0/],
      fixes: ['Set to 1'],
    },
    'too large': {
      elements: { gie: ['nvinfer', { 'batch-size': 5000 }] },
      finds: [/got 5000/],
      fixes: ['Set to 1024', 'Back to the default, 1'],
    },
    'one more than 64 bits': {
      elements: { q: ['queue', { 'max-size-time': '18446744073709551616' }] },
      finds: [/18446744073709551616/],
    },
    'a fraction too much': {
      elements: { v: ['volume', { volume: 10.5 }] },
      finds: [/takes 0 to 10, got 10.5/],
    },
  },
);
