import { testRule } from '../rule-harness.ts';
import { multiuriLists } from './multiuri-lists.ts';

testRule(
  multiuriLists,
  {
    'two and two': {
      elements: { s: ['nvmultiurisrcbin', { 'uri-list': 'a,b', 'sensor-id-list': 'x,y' }] },
    },
  },
  {
    'two and one': {
      elements: { s: ['nvmultiurisrcbin', { 'uri-list': 'a,b', 'sensor-id-list': 'x' }] },
      finds: [/'sensor-id-list' of 's' has 1 entries, but uri-list has 2/],
    },
  },
);
