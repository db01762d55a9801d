import { testRule } from '../rule-harness.ts';
import { vicPlatform } from './vic-platform.ts';

testRule(
  vicPlatform,
  {
    'the GPU': { elements: { c: ['nvvideoconvert', { 'compute-hw': 1 }] } },
    Jetson: {
      elements: { c: ['nvvideoconvert', { 'compute-hw': 2 }] },
      target: { platform: 'jetson' },
    },
  },
  {
    'on a GPU': {
      elements: { c: ['nvvideoconvert', { 'compute-hw': 'VIC', 'copy-hw': 2 }] },
      finds: [/'compute-hw' of 'c' is the VIC/, /'copy-hw' of 'c'/],
      fixes: ['Use the GPU'],
    },
  },
);
