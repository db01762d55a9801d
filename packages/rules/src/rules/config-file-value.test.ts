import { testRule } from '../rule-harness.ts';
import { configFileValue } from './config-file-value.ts';

const property = '[property]\nenable=1\nconfig-width=1920\nconfig-height=1080\n';
const analytics = (text: string) => ({
  elements: { a: ['nvdsanalytics', { 'config-file': 'a.txt' }] } as const,
  files: { 'a.txt': `${property}${text}\n` },
});

testRule(
  configFileValue,
  {
    'a line and a region of two points': analytics(
      '[line-crossing-stream-0]\nenable=1\nline-crossing-in=1;2;3;4;5;6;7;8\n[roi-filtering-stream-0]\nenable=1\nroi-RF=1;2;3;4',
    ),
    "nvinfer's values are judged by its own rule": {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      files: { 'i.txt': '[property]\nbatch-size=four\n' },
    },
  },
  {
    'half a line': {
      ...analytics('[line-crossing-stream-0]\nenable=1\nline-crossing-in=1;2;3;4'),
      finds: [/'line-crossing-in' expects 8 whole numbers separated by ;, got '1;2;3;4'/],
    },
    'an odd region': {
      ...analytics('[roi-filtering-stream-0]\nenable=1\nroi-RF=1;2;3'),
      finds: [/'roi-RF' expects whole numbers .* even, got '1;2;3'/],
    },
    'a text for a number': {
      elements: { a: ['nvdsanalytics', { 'config-file': 'a.txt' }] },
      files: { 'a.txt': `${property}osd-mode=2.0\n` },
      finds: [/'osd-mode' expects a whole number, got '2.0'/],
      fixes: ['Write 2'],
    },
    'a number that is no choice, in protobuf text': {
      elements: { s: ['nvinferserver', { 'config-file-path': 's.txt' }] },
      files: {
        's.txt':
          'infer_config {\n  unique_id: 1\n  preprocess { network_format: IMAGE_FORMAT_RGBB }\n}\n',
      },
      finds: [/'network_format' expects one of/],
      fixes: ['Write IMAGE_FORMAT_RGB'],
    },
  },
);
