import { testRule } from '../rule-harness.ts';
import { preprocessConfig } from './preprocess-config.ts';

const elements = { p: ['nvdspreprocess', { 'config-file': 'p.txt' }] } as const;
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
const config = (lines: readonly string[]) => ({ 'p.txt': `[property]\n${lines.join('\n')}\n` });

testRule(
  preprocessConfig,
  { all: { elements, files: config(keys) } },
  {
    'one less': {
      elements,
      files: config(keys.filter((key) => !key.startsWith('tensor-name'))),
      finds: [/nvdspreprocess needs tensor-name under \[property\]/],
    },
  },
);
