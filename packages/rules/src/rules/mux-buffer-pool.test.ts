import { testRule } from '../rule-harness.ts';
import { muxBufferPool } from './mux-buffer-pool.ts';

testRule(
  muxBufferPool,
  { eight: { elements: { m: ['nvstreammux', { 'buffer-pool-size': 8 }] } } },
  {
    two: {
      elements: { m: ['nvstreammux', { 'buffer-pool-size': 2 }] },
      finds: [/'m' has a pool of 2 batches/],
      fixes: ['Set buffer-pool-size to 4'],
    },
  },
);
