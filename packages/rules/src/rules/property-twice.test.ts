import { testRule } from '../rule-harness.ts';
import { propertyTwice } from './property-twice.ts';

testRule(
  propertyTwice,
  { once: { elements: { m: ['nvstreammux', { batch_size: 2 }] } } },
  {
    twice: {
      elements: { m: ['nvstreammux', { 'batch-size': 2, batch_size: 4 }] },
      finds: [/'batch-size' and 'batch_size'/],
      fixes: ['Remove batch_size'],
    },
  },
);
