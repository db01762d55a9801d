import { testRule } from '../rule-harness.ts';
import { trackerInterval } from './tracker-interval.ts';

const t = ['nvtracker', { 'll-config-file': 'config_tracker_IOU.yml' }] as const;
const links = ['i.src -> t.sink'];

testRule(
  trackerInterval,
  { 'each frame': { elements: { i: ['nvinfer', { interval: 0 }], t }, links } },
  {
    'every third': {
      elements: { i: ['nvinfer', { interval: 2 }], t },
      links,
      finds: [/'i' leaves out 2 of 3 batches/],
    },
  },
);
