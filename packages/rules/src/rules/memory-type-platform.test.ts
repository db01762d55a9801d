import { testRule } from '../rule-harness.ts';
import { memoryTypePlatform } from './memory-type-platform.ts';

testRule(
  memoryTypePlatform,
  {
    'unified on a GPU': { elements: { c: ['nvvideoconvert', { 'nvbuf-memory-type': 3 }] } },
    'the usual one on Jetson': {
      elements: { c: ['nvvideoconvert', { 'nvbuf-memory-type': 0 }] },
      target: { platform: 'jetson' },
    },
  },
  {
    'surface array on a GPU': {
      elements: { c: ['nvvideoconvert', { 'nvbuf-memory-type': 4 }] },
      finds: [/nvbuf-memory-type 4 of 'c' does not exist on x86/],
      fixes: ['Set nvbuf-memory-type to 0'],
    },
    'unified on Jetson': {
      elements: { c: ['nvvideoconvert', { 'nvbuf-memory-type': 'nvbuf-mem-cuda-unified' }] },
      target: { platform: 'jetson' },
      finds: [/does not exist on Jetson/],
    },
  },
);
