import { testRule } from '../rule-harness.ts';
import { smartRecordPrefix } from './smart-record-prefix.ts';

testRule(
  smartRecordPrefix,
  {
    'one each': {
      elements: {
        a: ['nvurisrcbin', { 'smart-record': 1, 'smart-rec-file-prefix': 'a' }],
        b: ['nvurisrcbin', { 'smart-record': 1, 'smart-rec-file-prefix': 'b' }],
        c: 'nvurisrcbin',
      },
    },
  },
  {
    'the same': {
      elements: {
        a: ['nvurisrcbin', { 'smart-record': 1 }],
        b: ['nvurisrcbin', { 'smart-record': 2 }],
      },
      finds: [/'b' and 'a' record to files that start with Smart_Record/],
      fixes: ['Use the prefix b'],
    },
  },
);
