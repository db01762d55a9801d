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
    'by an export to deepstream-app': {
      elements: { gie: 'nvinfer' },
      files: { 'deepstream-app.txt': '[osd]\ntext-size=15\n[sink1]\nenable=0\ntype=1\n' },
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
