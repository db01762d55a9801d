import { testRule } from '../rule-harness.ts';
import { muxLiveTimeout } from './mux-live-timeout.ts';

const sources = { a: 'v4l2src', b: ['nvurisrcbin', { uri: 'rtsp://camera' }] } as const;
const links = ['a.src -> m.sink_0', 'b.vsrc_0 -> m.sink_1'];

testRule(
  muxLiveTimeout,
  {
    'a limit': {
      elements: { ...sources, m: ['nvstreammux', { 'batched-push-timeout': 40000 }] },
      links,
    },
  },
  {
    'no limit': {
      elements: { ...sources, m: 'nvstreammux' },
      links,
      finds: [/'m' waits for a full batch without limit/],
      fixes: ['Set batched-push-timeout to 33333'],
    },
  },
);
