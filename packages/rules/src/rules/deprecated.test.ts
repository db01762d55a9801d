import { testRule } from '../rule-harness.ts';
import { deprecated } from './deprecated.ts';

testRule(
  deprecated,
  {
    'nothing deprecated': { elements: { source: ['filesrc', { location: 'a.mp4' }] } },
    'not yet deprecated in the target': {
      elements: { speech: 'nvdsasr' },
      target: { deepstream: '9.0' },
    },
  },
  {
    'a property': {
      elements: { source: ['filesrc', { typefind: true }] },
      finds: [/'typefind' of filesrc is deprecated/],
      fixes: ['Remove typefind'],
    },
    'an element': {
      elements: { speech: 'nvdsasr' },
      finds: [/nvdsasr is deprecated/],
    },
  },
);
