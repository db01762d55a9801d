import { testRule } from '../rule-harness.ts';
import { muxTimeoutRate } from './mux-timeout-rate.ts';

const target = { streammux: 'new' } as const;

testRule(
  muxTimeoutRate,
  { 'a frame': { elements: { m: ['nvstreammux', { 'batched-push-timeout': 33000 }] }, target } },
  {
    'four seconds': {
      elements: { m: ['nvstreammux', { 'batched-push-timeout': 4000000 }] },
      target,
      finds: [/4000000 of 'm' is over a second/],
      fixes: ['Set batched-push-timeout to 1000000'],
    },
  },
);
