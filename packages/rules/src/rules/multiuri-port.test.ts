import { testRule } from '../rule-harness.ts';
import { multiuriPort } from './multiuri-port.ts';

testRule(
  multiuriPort,
  {
    'one without': {
      elements: { a: 'nvmultiurisrcbin', b: ['nvmultiurisrcbin', { port: '0' }] },
    },
  },
  {
    'the usual one twice': {
      elements: { a: 'nvmultiurisrcbin', b: 'nvmultiurisrcbin' },
      finds: [/'b' and 'a' both listen on port 9000/],
      fixes: ['No REST server on b'],
    },
  },
);
