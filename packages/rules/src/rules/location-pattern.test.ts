import { testRule } from '../rule-harness.ts';
import { locationPattern } from './location-pattern.ts';

testRule(
  locationPattern,
  {
    numbered: { elements: { s: ['splitmuxsink', { location: 'out%02d.mp4' }] } },
    'numbered pictures': { elements: { s: ['multifilesink', { location: 'out%05d.jpg' }] } },
  },
  {
    'one name': {
      elements: { s: ['multifilesink', { location: 'out.jpg' }] },
      finds: [/Each file of 's' is called out.jpg/],
      fixes: ['Set location to out%05d.jpg'],
    },
  },
);
