import { testRule } from '../rule-harness.ts';
import { udpsrcCaps } from './udpsrc-caps.ts';

const links = ['u.src -> d.sink'];
const caps = 'application/x-rtp, media=video, encoding-name=H264, clock-rate=90000';

testRule(
  udpsrcCaps,
  {
    'on the element': { elements: { u: ['udpsrc', { caps }], d: 'rtph264depay' }, links },
    'on the link': {
      elements: { u: 'udpsrc', d: 'rtph264depay' },
      links: [`u.src -> d.sink | ${caps}`],
    },
  },
  {
    none: {
      elements: { u: 'udpsrc', d: 'rtph264depay' },
      links,
      finds: [/'d' can't tell what the packets of 'u' carry/],
    },
  },
);
