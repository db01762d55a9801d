import { testRule } from '../rule-harness.ts';
import { preprocessScaling } from './preprocess-scaling.ts';

const elements = { p: ['nvdspreprocess', { 'config-file': 'p.txt' }] } as const;
const jetson = { platform: 'jetson' } as const;
const file = (region: string, compute = '') => ({
  'p.txt': `[property]\nprocessing-width=640\nprocessing-height=368\n${compute}[group-0]\nsrc-ids=0\nroi-params-src-0=${region}\n`,
});

testRule(
  preprocessScaling,
  {
    '16 times': { elements, target: jetson, files: file('0;0;40;23') },
    'the GPU scales': {
      elements,
      target: jetson,
      files: file('0;0;8;8', 'scaling-pool-compute-hw=1\n'),
    },
    'no VIC': { elements, files: file('0;0;8;8') },
    'a list that is not finished': { elements, target: jetson, files: file('0;0;8') },
  },
  {
    'a region of a few pixels': {
      elements,
      target: jetson,
      files: file('0;0;640;368;0;0;39;23'),
      finds: [
        /p\.txt: roi-params-src-0 has a region of 39x23, which the VIC can't scale to 640x368/,
      ],
      fixes: [],
    },
    'the VIC by choice': {
      elements,
      target: jetson,
      files: file('0;0;10300;368', 'scaling-pool-compute-hw=2\n'),
      finds: [/a region of 10300x368/],
      fixes: ['Set scaling-pool-compute-hw to 1'],
    },
  },
);
