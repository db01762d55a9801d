import { testRule } from '../rule-harness.ts';
import { uriScheme } from './uri-scheme.ts';

testRule(
  uriScheme,
  {
    rtsp: { elements: { s: ['nvurisrcbin', { uri: 'rtsp://camera/1' }] } },
    'a path': { elements: { s: ['nvurisrcbin', { uri: 'media/a.mp4' }] } },
    'one of its own': { elements: { s: ['uridecodebin', { uri: 'ourcompany://x' }] } },
  },
  {
    'a slip': {
      elements: { s: ['nvurisrcbin', { uri: 'rtps://camera/1' }] },
      finds: [/'s' has an address with the scheme 'rtps'/],
    },
  },
);
