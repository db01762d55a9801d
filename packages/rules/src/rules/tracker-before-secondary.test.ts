import { testRule } from '../rule-harness.ts';
import { trackerBeforeSecondary } from './tracker-before-secondary.ts';

const elements = { p: 'nvinfer', t: 'nvtracker', s: ['nvinfer', { 'process-mode': 2 }] } as const;

testRule(
  trackerBeforeSecondary,
  { before: { elements, links: ['p.src -> t.sink', 't.src -> s.sink'] } },
  {
    behind: {
      elements,
      links: ['p.src -> s.sink', 's.src -> t.sink'],
      finds: [/'t' stands behind the secondary 's'/],
    },
  },
);
