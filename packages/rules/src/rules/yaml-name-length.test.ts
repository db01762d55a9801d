import { testRule } from '../rule-harness.ts';
import { yamlNameLength } from './yaml-name-length.ts';

const elements = (path: string) => ({ i: ['nvinfer', { 'config-file-path': path }] as const });
const long = `layer/${'x'.repeat(60)}`;

testRule(
  yamlNameLength,
  {
    'short names': {
      elements: elements('i.yml'),
      files: { 'i.yml': 'property:\n  output-blob-names: boxes;scores\n' },
    },
    'a long name in INI': {
      elements: elements('i.txt'),
      files: { 'i.txt': `[property]\noutput-blob-names=${long}\n` },
    },
    'a long path': {
      elements: elements('i.yml'),
      files: { 'i.yml': `property:\n  onnx-file: ${long}.onnx\n` },
    },
  },
  {
    'a long name': {
      elements: elements('i.yml'),
      files: { 'i.yml': `property:\n  output-blob-names: boxes;${long}\n` },
      finds: [/keeps 63 characters of each name in 'output-blob-names', but '.*' has 66/],
    },
  },
);
