import { testRule } from '../rule-harness.ts';
import { multiuriCapacity } from './multiuri-capacity.ts';

const uris = 'rtsp://a,rtsp://b,rtsp://c';

testRule(
  multiuriCapacity,
  { enough: { elements: { s: ['nvmultiurisrcbin', { 'uri-list': uris, 'max-batch-size': 4 }] } } },
  {
    'too few': {
      elements: { s: ['nvmultiurisrcbin', { 'uri-list': uris, 'max-batch-size': 2 }] },
      finds: [/'s' has 3 sources, but max-batch-size 2/],
      fixes: ['Set max-batch-size to 3'],
    },
  },
);
