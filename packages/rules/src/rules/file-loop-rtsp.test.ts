import { testRule } from '../rule-harness.ts';
import { fileLoopRtsp } from './file-loop-rtsp.ts';

testRule(
  fileLoopRtsp,
  { 'a file': { elements: { s: ['nvurisrcbin', { uri: 'a.mp4', 'file-loop': true }] } } },
  {
    'a camera': {
      elements: { s: ['nvurisrcbin', { uri: 'rtsp://camera', 'file-loop': true }] },
      finds: [/'s' has file-loop, but its source is RTSP/],
      fixes: ['Remove file-loop'],
    },
  },
);
