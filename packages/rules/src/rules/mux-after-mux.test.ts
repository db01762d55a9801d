import { testRule } from '../rule-harness.ts';
import { muxAfterMux } from './mux-after-mux.ts';

const elements = { a: 'nvmultiurisrcbin', q: 'queue', d: 'nvstreamdemux', m: 'nvstreammux' };

testRule(
  muxAfterMux,
  {
    'taken apart between': {
      elements,
      links: ['a.src -> d.sink', 'd.src_0 -> m.sink_0'],
    },
    'the new mux': {
      elements,
      links: ['a.src -> m.sink_0'],
      target: { streammux: 'new' },
    },
  },
  {
    'a mux behind a mux': {
      elements,
      links: ['a.src -> q.sink', 'q.src -> m.sink_0'],
      finds: [/'m' takes in what 'a' \(nvmultiurisrcbin\) has batched already/],
    },
  },
);
