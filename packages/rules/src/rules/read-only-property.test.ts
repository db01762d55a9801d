import { testRule } from '../rule-harness.ts';
import { readOnlyProperty } from './read-only-property.ts';

testRule(
  readOnlyProperty,
  {
    'writable ones': { elements: { q: ['queue', { 'max-size-buffers': 3 }] } },
  },
  {
    'a level is only told': {
      elements: { q: ['queue', { 'current-level-buffers': 3 }] },
      finds: [/'current-level-buffers' of 'q' can only be read/],
      fixes: ['Remove current-level-buffers'],
    },
  },
);
