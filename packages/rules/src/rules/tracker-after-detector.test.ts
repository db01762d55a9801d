import { testRule } from '../rule-harness.ts';
import { trackerAfterDetector } from './tracker-after-detector.ts';

testRule(
  trackerAfterDetector,
  {
    'behind a detector': {
      elements: { i: 'nvinfer', q: 'queue', t: 'nvtracker' },
      links: ['i.src -> q.sink', 'q.src -> t.sink'],
    },
  },
  {
    'before it': {
      elements: { m: 'nvstreammux', t: 'nvtracker', i: 'nvinfer' },
      links: ['m.src -> t.sink', 't.src -> i.sink'],
      finds: [/'t' has no detector before it/],
    },
  },
);
