import { testRule } from '../rule-harness.ts';
import { asyncNeedsTracker } from './async-needs-tracker.ts';

const elements = {
  m: 'nvstreammux',
  p: 'nvinfer',
  t: 'nvtracker',
  s: ['nvinfer', { 'config-file-path': 's.txt' }],
} as const;
const files = { 's.txt': '[property]\nprocess-mode=2\nclassifier-async-mode=1\n' };
const tracked = ['m.src -> p.sink', 'p.src -> t.sink', 't.src -> s.sink'];

testRule(
  asyncNeedsTracker,
  { tracked: { elements, files, links: tracked } },
  {
    untracked: {
      elements,
      files,
      links: ['m.src -> p.sink', 'p.src -> s.sink'],
      finds: [/'s' has classifier-async-mode, which works on tracked objects/],
    },
    'kept results': {
      elements,
      files: { 's.txt': '[property]\nprocess-mode=2\nsecondary-reinfer-interval=10\n' },
      links: ['m.src -> p.sink', 'p.src -> s.sink'],
      finds: [/'s' has secondary-reinfer-interval/],
      severity: 'hint',
    },
  },
);
