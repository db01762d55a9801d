import { testRule } from '../rule-harness.ts';
import { liveSinkSync } from './live-sink-sync.ts';

const links = ['s.src -> w.sink'];

testRule(
  liveSinkSync,
  { 'as it comes': { elements: { s: 'v4l2src', w: ['nv3dsink', { sync: false }] }, links } },
  {
    'by the clock': {
      elements: { s: 'v4l2src', w: 'nv3dsink' },
      links,
      finds: [/'w' shows live frames by the clock/],
      fixes: ['Set sync to false'],
    },
  },
);
