import { testRule } from '../rule-harness.ts';
import { droppedFramesTracker } from './dropped-frames-tracker.ts';

const links = ['s.vsrc_0 -> m.sink_0', 'm.src -> t.sink'];

testRule(
  droppedFramesTracker,
  {
    'every frame': {
      elements: { s: 'nvurisrcbin', m: 'nvstreammux', t: 'nvtracker' },
      links,
    },
  },
  {
    'every fifth': {
      elements: {
        s: ['nvurisrcbin', { 'drop-frame-interval': 5 }],
        m: 'nvstreammux',
        t: 'nvtracker',
      },
      links,
      finds: [/'s' drops frames, so 't' sees/],
    },
  },
);
