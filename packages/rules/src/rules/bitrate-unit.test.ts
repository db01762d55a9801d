import { testRule } from '../rule-harness.ts';
import { bitrateUnit } from './bitrate-unit.ts';

testRule(
  bitrateUnit,
  {
    'each in its unit': {
      elements: {
        a: ['x264enc', { bitrate: 4000 }],
        b: ['nvv4l2h264enc', { bitrate: 4000000 }],
      },
    },
  },
  {
    'bits into software': {
      elements: { a: ['x264enc', { bitrate: 2000000 }] },
      finds: [/bitrate 2000000 of 'a' counts kbit\/s/],
      fixes: ['Set bitrate to 2000'],
    },
    'kilobits into hardware': {
      elements: { a: ['nvv4l2h264enc', { bitrate: 4000 }] },
      finds: [/bitrate 4000 of 'a' counts bit\/s/],
      fixes: ['Set bitrate to 4000000'],
    },
  },
);
