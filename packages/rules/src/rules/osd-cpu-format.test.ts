import { testRule } from '../rule-harness.ts';
import { osdCpuFormat } from './osd-cpu-format.ts';

const elements = {
  m: 'nvstreammux',
  c: 'nvvideoconvert',
  o: ['nvdsosd', { 'process-mode': 0 }],
} as const;

testRule(
  osdCpuFormat,
  {
    'RGBA asked for': {
      elements,
      links: ['m.src -> c.sink', 'c.src -> o.sink | video/x-raw(memory:NVMM), format=RGBA'],
    },
    'the GPU': { elements: { ...elements, o: 'nvdsosd' }, links: ['m.src -> o.sink'] },
  },
  {
    'whatever the mux gives': {
      elements,
      links: ['m.src -> o.sink'],
      finds: [/'o' draws on the CPU, which takes RGBA/],
      fixes: ['Draw on the GPU'],
    },
  },
);
