import { testRule } from '../rule-harness.ts';
import { containerDemuxer } from './container-demuxer.ts';

const mp4 = ['filesrc', { location: 'a.mp4' }] as const;

testRule(
  containerDemuxer,
  {
    'mp4 through qtdemux': {
      elements: { f: mp4, d: 'qtdemux' },
      links: ['f.src -> d.sink'],
    },
    'an elementary stream': {
      elements: { f: ['filesrc', { location: 'a.h264' }], p: 'h264parse' },
      links: ['f.src -> p.sink'],
    },
    'found out by itself': { elements: { f: mp4, d: 'decodebin' }, links: ['f.src -> d.sink'] },
  },
  {
    'mp4 into a parser': {
      elements: { f: mp4, p: 'h264parse' },
      links: ['f.src -> p.sink'],
      finds: [/'p' gets a .mp4 file from 'f' as a whole; qtdemux must take it apart first/],
      fixes: ['Insert qtdemux'],
    },
    'an elementary stream into qtdemux': {
      elements: { f: ['filesrc', { location: 'a.h264' }], d: 'qtdemux' },
      links: ['f.src -> d.sink'],
      finds: [/'d' \(qtdemux\) can't take apart the .h264 file/],
    },
  },
);
