import { testRule } from '../rule-harness.ts';
import { configFileForm } from './config-file-form.ts';

const analytics = { a: ['nvdsanalytics', { 'config-file': 'a.txt' }] } as const;
const property = '[property]\nenable=1\nconfig-width=1920\nconfig-height=1080\n';

testRule(
  configFileForm,
  {
    'INI, YAML and protobuf text, each where it is read': {
      elements: {
        ...analytics,
        t: ['nvtracker', { 'll-config-file': 't.txt' }],
        s: ['nvinferserver', { 'config-file-path': 's.txt' }],
      },
      files: {
        'a.txt': property,
        't.txt': '%YAML:1.0\nReID:\n  reidType: 2\n',
        's.txt': 'infer_config { unique_id: 1 }\n',
      },
    },
    'a library with files of its own kind': {
      elements: {
        t: ['nvtracker', { 'll-config-file': 't.txt', 'll-lib-file': './libmine.so' }],
      },
      files: { 't.txt': '[mine]\na=1\n' },
    },
    "nvinfer's syntax is judged by its own rule": {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.yml' }] },
      files: { 'i.yml': '[property]\na=1\n' },
    },
  },
  {
    'INI in a YAML file': {
      elements: { a: ['nvdsanalytics', { 'config-file': 'a.yml' }] },
      files: { 'a.yml': property },
      finds: [/a.yml: The file is read as YAML because of its suffix, but it is written as INI/],
    },
    'one of two files': {
      elements: { t: ['nvtracker', { 'll-config-file': 'a.yml;b.yml' }] },
      disk: { 'a.yml': 'ReID:\n  reidType: 2\n', 'b.yml': '[tracker]\n' },
      finds: [/b.yml: the low-level tracker library reads YAML only/],
    },
    'a file that two elements read is judged once': {
      elements: {
        a: ['nvdsanalytics', { 'config-file': 'a.txt' }],
        b: ['nvdsanalytics', { 'config-file': './a.txt' }],
      },
      files: { 'a.txt': `${property}nonsense\n` },
      finds: [/a.txt: 'nonsense' is no setting/],
    },
    'no group': {
      elements: analytics,
      files: { 'a.txt': '[roi-filtering-stream-0]\nenable=1\nroi-A=1;2;3;4;5;6\n' },
      finds: [/The group 'property' is missing: nvdsanalytics needs it/],
    },
    'a blank behind a decimal number': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      files: { 'i.txt': '[property]\nnet-scale-factor=0.5 \n' },
      finds: [/A blank stands behind the number of 'net-scale-factor'/],
      fixes: ['Remove the blank'],
    },
    'a list in YAML': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.yml' }] },
      files: { 'i.yml': 'property:\n  infer-dims: [3, 4, 4]\n' },
      finds: [/'infer-dims' expects one text with semicolons/],
      fixes: ['Write 3;4;4'],
    },
  },
);
