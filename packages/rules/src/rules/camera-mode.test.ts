import { testRule } from '../rule-harness.ts';
import { cameraMode } from './camera-mode.ts';

const elements = { s: 'v4l2src', c: 'nvvideoconvert' };

testRule(
  cameraMode,
  {
    'on the link': { elements, links: ['s.src -> c.sink | video/x-raw, width=1280, height=720'] },
    'in a filter': { elements: { s: 'v4l2src', f: 'capsfilter' }, links: ['s.src -> f.sink'] },
  },
  { unsaid: { elements, links: ['s.src -> c.sink'], finds: [/'s' runs in whatever mode/] } },
);
