import { testRule } from '../rule-harness.ts';
import { liveContainer } from './live-container.ts';

const links = ['s.src -> m.video_0'];

testRule(
  liveContainer,
  {
    fragments: { elements: { s: 'v4l2src', m: ['mp4mux', { 'fragment-duration': 500 }] }, links },
    'a file': { elements: { s: 'filesrc', m: 'mp4mux' }, links },
  },
  {
    'one piece': {
      elements: { s: 'v4l2src', m: 'mp4mux' },
      links,
      finds: [/'m' writes the file's index at its end/],
      fixes: ['Write fragments of a second'],
    },
  },
);
