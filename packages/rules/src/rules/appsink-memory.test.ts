import { testRule } from '../rule-harness.ts';
import { appsinkMemory } from './appsink-memory.ts';

const elements = { o: 'nvdsosd', c: 'nvvideoconvert', a: 'appsink' };

testRule(
  appsinkMemory,
  {
    'converted before': {
      elements,
      links: ['o.src -> c.sink', 'c.src -> a.sink | video/x-raw, format=RGBA'],
    },
  },
  {
    'as it comes': {
      elements,
      links: ['o.src -> a.sink'],
      finds: [/'a' gets frames in GPU memory from 'o'/],
    },
  },
);
