import { testRule } from '../rule-harness.ts';
import { filesrcLocation } from './filesrc-location.ts';

testRule(
  filesrcLocation,
  { 'a path': { elements: { s: ['filesrc', { location: 'media/a:b.mp4' }] } } },
  {
    'an address': {
      elements: { s: ['filesrc', { location: 'file:///media/a.mp4' }] },
      finds: [/is an address, but filesrc takes a path/],
      fixes: ['Set location to /media/a.mp4'],
    },
  },
);
