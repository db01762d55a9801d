import { testRule } from '../rule-harness.ts';
import { elementName } from './element-name.ts';

testRule(
  elementName,
  {
    'letters, digits, dashes, dots': { elements: { 'cam-1.left_2': 'queue' } },
    'its own name as property': { elements: { a: ['queue', { name: 'a' }] } },
  },
  {
    'a blank': {
      elements: { 'my queue': 'queue' },
      finds: [/can't be an element's name/],
    },
    'another name as property': {
      elements: { a: ['queue', { name: 'b' }] },
      finds: [/sets its property 'name'/],
      fixes: ['Remove name'],
    },
  },
);
