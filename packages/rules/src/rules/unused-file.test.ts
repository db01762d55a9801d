import { testRule } from '../rule-harness.ts';
import { unusedFile } from './unused-file.ts';

testRule(
  unusedFile,
  {
    'by an element, and by a file': {
      elements: { gie: ['nvinfer', { 'config-file-path': './gie.txt' }] },
      files: {
        'gie.txt': '[property]\nlabelfile-path=labels.txt',
        'labels.txt': 'car',
      },
    },
  },
  {
    'by nothing': {
      elements: { gie: 'nvinfer' },
      files: { 'old.txt': '' },
      finds: [/No element refers to the file 'old.txt'/],
      fixes: ['Remove old.txt'],
    },
  },
);
