import { testRule } from '../rule-harness.ts';
import { payloaderConfigInterval } from './payloader-config-interval.ts';

testRule(
  payloaderConfigInterval,
  { repeated: { elements: { p: ['rtph264pay', { 'config-interval': 1 }] } } },
  {
    once: {
      elements: { p: 'rtph264pay' },
      finds: [/'p' sends the stream's parameters once/],
      fixes: ['Send them with each key frame'],
    },
  },
);
