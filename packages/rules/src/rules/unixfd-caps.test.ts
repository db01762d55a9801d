import { testRule } from '../rule-harness.ts';
import { unixfdCaps } from './unixfd-caps.ts';

const elements = { s: 'nvunixfdsrc', m: 'nvstreammux' };
const caps = 'video/x-raw(memory:NVMM), format=NV12, width=1280, height=720, framerate=30/1';

testRule(
  unixfdCaps,
  { 'with caps': { elements, links: [`s.src -> m.sink_0 | ${caps}`] } },
  {
    without: { elements, links: ['s.src -> m.sink_0'], finds: [/No caps are written behind 's'/] },
  },
);
