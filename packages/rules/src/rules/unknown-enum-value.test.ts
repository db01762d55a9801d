import { testRule } from '../rule-harness.ts';
import { unknownEnumValue } from './unknown-enum-value.ts';

testRule(
  unknownEnumValue,
  {
    'number, text of a number, nick': {
      elements: {
        a: ['queue', { leaky: 2 }],
        b: ['queue', { leaky: '1' }],
        c: ['queue', { leaky: 'downstream' }],
      },
    },
  },
  {
    'a slip in a nick': {
      elements: { q: ['queue', { leaky: 'downsteam' }] },
      finds: [/'leaky' of 'q' has no value "downsteam"/],
      fixes: ['Set to downstream', 'Set to no'],
    },
    'a number that is none': {
      elements: { src: ['nvurisrcbin', { 'cudadec-memtype': 7 }] },
      finds: [/has no value 7/],
      fixes: ['Set to memtype_unified', 'Set to memtype_device'],
    },
  },
);
