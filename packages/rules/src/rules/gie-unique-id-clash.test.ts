import { testRule } from '../rule-harness.ts';
import { gieUniqueIdClash } from './gie-unique-id-clash.ts';

testRule(
  gieUniqueIdClash,
  {
    'different ids': {
      elements: {
        a: ['nvinfer', { 'unique-id': 1 }],
        b: ['nvinfer', { 'config-file-path': 'b.txt' }],
      },
      files: { 'b.txt': '[property]\ngie-unique-id=2\n' },
    },
    'a config that is not known': { elements: { a: 'nvinfer', b: 'nvinfer' } },
  },
  {
    'the same id': {
      elements: {
        a: ['nvinfer', { 'unique-id': 1 }],
        b: ['nvinfer', { 'config-file-path': 'b.txt' }],
      },
      files: { 'b.txt': '[property]\ngie-unique-id=1\n' },
      finds: [/'b' and 'a' have the same id, 1/],
      fixes: ['Set unique-id to 2'],
    },
    'none at all': {
      elements: { a: ['nvinfer', { 'config-file-path': 'a.txt' }] },
      files: { 'a.txt': '[property]\nonnx-file=m.onnx\n' },
      finds: [/'a' has no id/],
      severity: 'error',
      fixes: ['Set unique-id to 1'],
    },
  },
);
