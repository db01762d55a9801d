import { testRule } from '../rule-harness.ts';
import { demuxPadSource } from './demux-pad-source.ts';

const elements = { a: 'nvurisrcbin', m: 'nvstreammux', d: 'nvstreamdemux', s: 'fakesink' };
const links = ['a.vsrc_0 -> m.sink_2', 'm.src -> d.sink'];

testRule(
  demuxPadSource,
  { 'the same number': { elements, links: [...links, 'd.src_2 -> s.sink'] } },
  {
    'another number': {
      elements,
      links: [...links, 'd.src_0 -> s.sink'],
      finds: [/'src_0' of 'd' never gives data: 'm' has no source on sink_0/],
    },
  },
);
