import { testRule } from '../rule-harness.ts';
import { trackerTensorGie } from './tracker-tensor-gie.ts';

testRule(
  trackerTensorGie,
  {
    both: {
      elements: { t: ['nvtracker', { 'tensor-meta-gie-id': 1, 'input-tensor-meta': true }] },
    },
  },
  {
    one: {
      elements: { t: ['nvtracker', { 'tensor-meta-gie-id': 1 }] },
      finds: [/'t' has tensor-meta-gie-id/],
      fixes: ['Set input-tensor-meta to true'],
    },
  },
);
