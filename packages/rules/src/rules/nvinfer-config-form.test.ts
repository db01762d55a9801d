import { testRule } from '../rule-harness.ts';
import { nvinferConfigForm } from './nvinfer-config-form.ts';

const elements = (path: string) => ({
  i: ['nvinfer', { 'config-file-path': path }] as const,
});

testRule(
  nvinferConfigForm,
  {
    INI: {
      elements: elements('i.txt'),
      files: { 'i.txt': '# c\n[property]\na=1\n' },
    },
    YAML: {
      elements: elements('i.yml'),
      files: { 'i.yml': 'property:\n  a: 1\n' },
    },
    'on disk': {
      elements: elements('i.txt'),
      disk: { 'i.txt': '[property]\na=1\n' },
    },
    'a missing file is another finding': { elements: elements('i.txt') },
  },
  {
    'INI in a YAML file': {
      elements: elements('i.yml'),
      files: { 'i.yml': '[property]\na=1\n' },
      finds: [/read as YAML because of its suffix, but it is written as INI/],
      fixes: ['Rename to i.txt'],
    },
    'YAML in an INI file': {
      elements: elements('i.txt'),
      disk: { 'i.txt': 'property:\n  a: 1\n' },
      finds: [/read as INI because of its suffix, but it is written as YAML/],
      fixes: [],
    },
    'no group': {
      elements: elements('i.txt'),
      files: { 'i.txt': '[properties]\na=1\n' },
      finds: [/has no \[property\] group/],
    },
    'a line that is nothing': {
      elements: elements('i.txt'),
      files: { 'i.txt': '[property]\nonnx-file\n' },
      finds: [/i.txt, line 2: 'onnx-file' is no setting/],
    },
  },
);
