import { testRule } from '../rule-harness.ts';
import { muxSyncLatency } from './mux-sync-latency.ts';

testRule(
  muxSyncLatency,
  {
    'with a limit': {
      elements: { m: ['nvstreammux', { 'sync-inputs': true, 'max-latency': 50000000 }] },
    },
  },
  {
    'no lateness': {
      elements: { m: ['nvstreammux', { 'sync-inputs': 'yes' }] },
      finds: [/'m' keeps its inputs in step, but with max-latency 0/],
      fixes: ['Allow 100 ms'],
    },
  },
);
