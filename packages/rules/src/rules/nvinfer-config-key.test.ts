import { testRule } from '../rule-harness.ts';
import { nvinferConfigKeyRule } from './nvinfer-config-key.ts';

const elements = { i: ['nvinfer', { 'config-file-path': 'i.txt' }] as const };

testRule(
  nvinferConfigKeyRule,
  {
    'known keys': {
      elements,
      files: {
        'i.txt': '[property]\nbatch-size=1\n[class-attrs-all]\ntopk=20\n[class-attrs-2]\n',
      },
    },
  },
  {
    "a property's name": {
      elements,
      files: { 'i.txt': '[property]\nunique-id=1\n' },
      finds: [/nvinfer does not know 'unique-id' in property/],
      fixes: ['Rename to gie-unique-id'],
    },
    'a slip, on disk': {
      elements,
      disk: { 'i.txt': '[property]\nonx-file=1\n' },
      finds: [/'onx-file'/],
      fixes: [],
    },
    'a group that is not read': {
      elements,
      files: { 'i.txt': '[property]\n[class-attrs]\n' },
      finds: [/group 'class-attrs'/],
    },
    'a key for INI only': {
      elements: { i: ['nvinfer', { 'config-file-path': 'i.yml' }] },
      files: { 'i.yml': 'property:\n  input-dims: 3;1;1;0\n' },
      finds: [/read from INI files only/],
    },
  },
);
