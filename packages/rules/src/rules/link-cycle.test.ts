import { testRule } from '../rule-harness.ts';
import { linkCycle } from './link-cycle.ts';

testRule(
  linkCycle,
  {
    'branches that meet again': {
      elements: { t: 'tee', a: 'queue', b: 'queue', m: 'funnel' },
      links: ['t.src_0 -> a.sink', 't.src_1 -> b.sink', 'a.src -> m.sink_0', 'b.src -> m.sink_1'],
    },
  },
  {
    'to itself': {
      elements: { q: 'queue' },
      links: ['q.src -> q.sink'],
      finds: [/'q' is linked to itself/],
      fixes: ['Remove q.src -> q.sink'],
    },
    'through others': {
      elements: { a: 'queue', b: 'queue', c: 'queue' },
      links: ['a.src -> b.sink', 'b.src -> c.sink', 'c.src -> a.sink'],
      finds: [/run in a circle: /],
    },
  },
);
