import { testRule } from '../rule-harness.ts';
import { rtspsrcLocation } from './rtspsrc-location.ts';

testRule(
  rtspsrcLocation,
  {
    'over TCP': { elements: { s: ['rtspsrc', { location: 'rtspt://camera/1' }] } },
    'by parameter': {
      elements: { s: ['rtspsrc', { location: '${camera}' }] },
      parameters: { camera: { type: 'uri' } },
    },
  },
  {
    'a file': {
      elements: { s: ['rtspsrc', { location: 'media/a.mp4' }] },
      finds: [/'location' of 's' is no RTSP address: media\/a.mp4/],
    },
  },
);
