import { testRule } from '../rule-harness.ts';
import { multiuriTimeout } from './multiuri-timeout.ts';

testRule(
  multiuriTimeout,
  { set: { elements: { s: ['nvmultiurisrcbin', { 'batched-push-timeout': -1 }] } } },
  {
    unset: {
      elements: { s: 'nvmultiurisrcbin' },
      finds: [/'s' starts with batched-push-timeout 0/],
      fixes: ['Set batched-push-timeout to 33333'],
    },
  },
);
