import { testRule } from '../rule-harness.ts';
import { segvisualBatchSize } from './segvisual-batch-size.ts';

const m = ['nvstreammux', { 'batch-size': 4 }] as const;
const links = ['m.src -> v.sink'];

testRule(
  segvisualBatchSize,
  { same: { elements: { m, v: ['nvsegvisual', { 'batch-size': 4 }] }, links } },
  {
    usual: {
      elements: { m, v: 'nvsegvisual' },
      links,
      finds: [/'v' draws batches of 1, but 'm' gives batches of 4/],
      fixes: ['Set batch-size to 4'],
    },
  },
);
