import { testRule } from '../rule-harness.ts';
import { dewarperBeforeMux } from './dewarper-before-mux.ts';

const elements = { w: 'nvdewarper', m: 'nvstreammux' };

testRule(
  dewarperBeforeMux,
  { before: { elements, links: ['w.src -> m.sink_0'] } },
  {
    behind: { elements, links: ['m.src -> w.sink'], finds: [/'w' stands behind 'm'/] },
  },
);
