import { testRule } from '../rule-harness.ts';
import { serverConfig } from './server-config.ts';

const elements = { s: ['nvinferserver', { 'config-file-path': 's.txt' }] } as const;
const two = {
  ...elements,
  u: ['nvinferserver', { 'config-file-path': 'u.txt' }],
} as const;
const repository = (root: string) =>
  `infer_config {\n  backend { triton { model_repo { root: "${root}" } } }\n}\n`;

testRule(
  serverConfig,
  {
    'one GPU and one at a time': {
      elements,
      files: {
        's.txt':
          'infer_config {\n  gpu_ids: [0]\n  max_batch_size: 1\n  lstm { loops { input: "a" output: "b" } }\n}\n',
      },
    },
    'one place of models': {
      elements: two,
      files: { 's.txt': repository('models'), 'u.txt': repository('models') },
    },
  },
  {
    'two GPUs': {
      elements,
      files: { 's.txt': 'infer_config {\n  gpu_ids: [0, 1]\n}\n' },
      finds: [/works on one GPU, but gpu_ids names 0, 1/],
      fixes: ['Set gpu_ids to [0]'],
    },
    'state for several': {
      elements,
      files: {
        's.txt':
          'infer_config {\n  max_batch_size: 4\n  lstm { loops { input: "a" output: "b" } }\n}\n',
      },
      finds: [/with lstm max_batch_size can only be 1, got 4/],
      fixes: ['Set max_batch_size to 1'],
    },
    'two places of models': {
      elements: two,
      files: { 's.txt': repository('models'), 'u.txt': repository('others') },
      finds: [/^u.txt: model_repo has another root than in s.txt/],
      severity: 'warning',
    },
  },
);
