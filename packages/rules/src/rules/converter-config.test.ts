import { testRule } from '../rule-harness.ts';
import { converterConfig } from './converter-config.ts';

testRule(
  converterConfig,
  {
    config: { elements: { c: ['nvmsgconv', { config: 'c.txt' }] } },
    minimal: { elements: { c: ['nvmsgconv', { 'payload-type': 1 }] } },
  },
  {
    none: { elements: { c: 'nvmsgconv' }, finds: [/'c' makes the full payload/] },
    'no library': {
      elements: { c: ['nvmsgconv', { 'payload-type': 257 }] },
      finds: [/needs your library/],
      severity: 'warning',
    },
  },
);
