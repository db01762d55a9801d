import { testRule } from '../rule-harness.ts';
import { muxSurfacesBatch } from './mux-surfaces-batch.ts';

testRule(
  muxSurfacesBatch,
  {
    'four views, one source': {
      elements: { m: ['nvstreammux', { 'batch-size': 4, 'num-surfaces-per-frame': 4 }] },
    },
  },
  {
    'half a frame': {
      elements: { m: ['nvstreammux', { 'batch-size': 6, 'num-surfaces-per-frame': 4 }] },
      finds: [/batch-size 6 of 'm' is no multiple of .* 4/],
      fixes: ['Set batch-size to 8'],
    },
  },
);
