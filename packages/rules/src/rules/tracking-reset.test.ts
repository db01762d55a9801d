import { testRule } from '../rule-harness.ts';
import { trackingReset } from './tracking-reset.ts';

const withMode = (mode: number, isReset: boolean) => ({
  elements: {
    s: 'nvurisrcbin',
    m: ['nvstreammux', { 'frame-num-reset-on-stream-reset': isReset }],
    t: ['nvtracker', { 'tracking-id-reset-mode': mode }],
  } as const,
  links: ['s.vsrc_0 -> m.sink_0', 'm.src -> t.sink'],
});

testRule(
  trackingReset,
  {
    'both start anew': withMode(1, true),
    'both, and at the end of a stream': withMode(3, true),
    'neither does': withMode(0, false),
  },
  {
    'tracks go on': {
      ...withMode(2, true),
      finds: [/'m' starts frame numbers anew .* but 't' keeps its tracks/],
      fixes: ['Set tracking-id-reset-mode to 3'],
    },
  },
);
