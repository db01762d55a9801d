import { testRule } from '../rule-harness.ts';
import { gpuIdMismatch } from './gpu-id-mismatch.ts';

const links = ['m.src -> q.sink', 'q.src -> i.sink'];

testRule(
  gpuIdMismatch,
  {
    'all on the second GPU': {
      elements: {
        m: ['nvstreammux', { 'gpu-id': 1 }],
        q: 'queue',
        i: ['nvinfer', { 'gpu-id': 1 }],
      },
      links,
    },
    'unified memory': {
      elements: {
        m: ['nvstreammux', { 'nvbuf-memory-type': 3 }],
        q: 'queue',
        i: ['nvinfer', { 'gpu-id': 1 }],
      },
      links,
    },
  },
  {
    'two GPUs': {
      elements: { m: 'nvstreammux', q: 'queue', i: ['nvinfer', { 'gpu-id': 1 }] },
      links,
      finds: [/'i' works on GPU 1, but 'm' gives it surfaces on GPU 0/],
      fixes: ['Set gpu-id to 0'],
    },
    'a converter may cope': {
      elements: { m: 'nvstreammux', q: 'queue', i: ['nvvideoconvert', { 'gpu-id': 1 }] },
      links,
      finds: [/'i' works on GPU 1/],
      severity: 'warning',
    },
  },
);
