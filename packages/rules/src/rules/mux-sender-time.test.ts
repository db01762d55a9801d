import { testRule } from '../rule-harness.ts';
import { muxSenderTime } from './mux-sender-time.ts';

const m = ['nvstreammux', { 'attach-sys-ts': false }] as const;
const links = ['s.vsrc_0 -> m.sink_0'];

testRule(
  muxSenderTime,
  { RTSP: { elements: { s: ['nvurisrcbin', { uri: 'rtsp://camera' }], m }, links } },
  {
    'a file': {
      elements: { s: ['nvurisrcbin', { uri: 'a.mp4' }], m },
      links,
      finds: [/'m' stamps frames with the sender's time/],
      fixes: ['Remove attach-sys-ts'],
    },
  },
);
