import { testRule } from '../rule-harness.ts';
import { muxLiveSource } from './mux-live-source.ts';

const links = ['s.vsrc_0 -> m.sink_0'];
const camera = ['nvurisrcbin', { uri: 'rtsp://camera' }] as const;
const file = ['nvurisrcbin', { uri: 'a.mp4' }] as const;

testRule(
  muxLiveSource,
  {
    'a file': { elements: { s: file, m: 'nvstreammux' }, links },
    'a camera': { elements: { s: camera, m: ['nvstreammux', { 'live-source': 1 }] }, links },
  },
  {
    'a camera, unsaid': {
      elements: { s: camera, m: 'nvstreammux' },
      links,
      finds: [/The sources of 'm' are live, but live-source is off/],
      fixes: ['Set live-source to true'],
    },
    'a file called live': {
      elements: { s: file, m: ['nvstreammux', { 'live-source': true }] },
      links,
      finds: [/are files, but live-source is on/],
    },
  },
);
