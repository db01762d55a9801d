import { testRule } from '../rule-harness.ts';
import { batchAtSink } from './batch-at-sink.ts';

const elements = {
  a: 'nvurisrcbin',
  b: 'nvurisrcbin',
  m: 'nvstreammux',
  t: 'nvmultistreamtiler',
  w: 'nveglglessink',
};
const sources = ['a.vsrc_0 -> m.sink_0', 'b.vsrc_0 -> m.sink_1'];

testRule(
  batchAtSink,
  {
    tiled: { elements, links: [...sources, 'm.src -> t.sink', 't.src -> w.sink'] },
    'one source': { elements, links: ['a.vsrc_0 -> m.sink_0', 'm.src -> w.sink'] },
  },
  {
    'as a batch': {
      elements,
      links: [...sources, 'm.src -> w.sink'],
      finds: [/'w' gets batches of the 2 sources of 'm'/],
    },
  },
);
