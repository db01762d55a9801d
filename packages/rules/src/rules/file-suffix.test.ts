import { testRule } from '../rule-harness.ts';
import { fileSuffix } from './file-suffix.ts';

testRule(
  fileSuffix,
  {
    'media and libraries': {
      elements: {
        a: ['filesrc', { location: 'media/a.H264' }],
        b: ['nvurisrcbin', { uri: 'file:///media/b.mkv' }],
        c: ['nvurisrcbin', { uri: 'rtsp://camera/stream.cgi' }],
        d: ['filesrc', { location: 'media/fifo' }],
        e: ['multifilesrc', { location: 'frames/%05d.jpg' }],
        t: ['nvtracker', { 'll-lib-file': './libtracker.so.1.2' }],
      },
    },
    'an elementary stream': { elements: { a: ['filesrc', { location: 'street.h264' }] } },
    'what is written': { elements: { a: ['filesink', { location: 'out.bin' }] } },
  },
  {
    'a text for a video': {
      elements: { a: ['filesrc', { location: 'labels.txt' }] },
      finds: [/'location' of 'a' expects media, .* got a .txt file: labels.txt/],
    },
    'a model for a video': {
      elements: { a: ['nvurisrcbin', { uri: 'file:///m.onnx' }] },
      finds: [/'uri' of 'a' expects media/],
    },
    'a config for a library': {
      elements: { t: ['nvtracker', { 'll-lib-file': './tracker.yml' }] },
      finds: [/'ll-lib-file' of 't' expects a shared library \(.so\), got a .yml file/],
    },
  },
);
