import { testRule } from '../rule-harness.ts';
import { rtspOnlyProperty } from './rtsp-only-property.ts';

testRule(
  rtspOnlyProperty,
  { RTSP: { elements: { s: ['nvurisrcbin', { uri: 'rtsp://camera', latency: 200 }] } } },
  {
    'a file': {
      elements: { s: ['nvurisrcbin', { uri: 'a.mp4', latency: 200 }] },
      finds: [/'latency' of 's' acts on RTSP addresses only/],
      fixes: ['Remove latency'],
    },
  },
);
