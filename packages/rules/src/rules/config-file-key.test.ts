import { testRule } from '../rule-harness.ts';
import { configFileKey } from './config-file-key.ts';

const preprocess = { p: ['nvdspreprocess', { 'config-file': 'p.txt' }] } as const;
const keys = [
  'processing-width=224',
  'processing-height=224',
  'network-input-order=0',
  'network-input-shape=4;3;224;224',
  'network-color-format=0',
  'tensor-data-type=0',
  'tensor-name=input',
  'scaling-filter=0',
  'scaling-pool-memory-type=0',
  'custom-lib-path=lib.so',
  'custom-tensor-preparation-function=F',
];
const group = '[group-0]\nsrc-ids=0\nroi-params-src-0=0;0;4;4\n';
const withLines = (lines: readonly string[]) => ({
  elements: preprocess,
  files: { 'p.txt': `[property]\n${lines.join('\n')}\n${group}` },
});

testRule(
  configFileKey,
  {
    'all that is needed': withLines(keys),
    "nvinfer's unknown keys are judged by its own rule": {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      files: { 'i.txt': '[property]\nonx-file=1\n' },
    },
    'thresholds of one class behind nvdspostprocess': {
      elements: { p: ['nvdspostprocess', { 'postprocesslib-config-file': 'p.yml' }] },
      files: {
        'p.yml':
          'property:\n  gpu-id: 0\n  network-type: 0\n  output-blob-names: a\nclass-attrs-all:\n  topk: 2\nclass-attrs-0:\n  topk: 3\n',
      },
    },
  },
  {
    'a key that is missing': {
      ...withLines(keys.filter((key) => !key.startsWith('tensor-name'))),
      finds: [/property has no 'tensor-name': nvdspreprocess needs it/],
      severity: 'error',
    },
    'a key that is missing, whose usual value is known': {
      elements: { a: ['nvdsanalytics', { 'config-file': 'a.txt' }] },
      files: { 'a.txt': '[property]\nenable=1\nconfig-width=1920\n' },
      finds: [/property has no 'config-height'/],
      severity: 'error',
      fixes: ['Set config-height to 1080'],
    },
    'a slip': {
      ...withLines([...keys, 'scaling-filtr=1']),
      finds: [/nvdspreprocess does not know 'scaling-filtr'/],
      fixes: ['Write scaling-filter'],
    },
    "nvinfer's name for it": {
      ...withLines([...keys, 'infer-on-gie-id=1']),
      finds: [/here it is called 'operate-on-gie-id'/],
      fixes: ['Write operate-on-gie-id'],
    },
    'an unknown group of a file on disk': {
      elements: { t: ['nvtracker', { 'll-config-file': 't.yml' }] },
      disk: { 't.yml': 'NvDCF:\n  useColorNames: 1\n' },
      finds: [/does not know the group 'NvDCF'/],
      fixes: [],
    },
    'a key that stands twice': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }] },
      files: { 'i.txt': '[property]\ngpu-id=0\nbatch-size=1\ngpu-id=1\n' },
      finds: [/'gpu-id' stands more than once in property/],
      fixes: ['Remove line 2, which has no effect'],
    },
  },
);
