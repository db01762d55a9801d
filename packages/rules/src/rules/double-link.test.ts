import { testRule } from '../rule-harness.ts';
import { doubleLink } from './double-link.ts';

const three = {
  a: 'videotestsrc',
  b: 'fakesink',
  c: 'fakesink',
  t: 'tee',
  m: 'nvstreammux',
};

testRule(
  doubleLink,
  {
    'request pads by pattern': {
      elements: three,
      links: ['t.src_%u -> b.sink', 't.src_%u -> c.sink'],
    },
    'request pads by number': {
      elements: three,
      links: ['t.src_0 -> b.sink', 't.src_1 -> c.sink'],
    },
  },
  {
    'a source pad': {
      elements: three,
      links: ['a.src -> b.sink', 'a.src -> c.sink'],
      finds: [/The pad a.src is linked twice/],
      fixes: ['Remove a.src -> c.sink'],
    },
    'a sink pad': {
      elements: { ...three, d: 'videotestsrc' },
      links: ['a.src -> b.sink', 'd.src -> b.sink'],
      finds: [/The pad b.sink is linked twice/],
    },
    'a request pad': {
      elements: three,
      links: ['t.src_0 -> b.sink', 't.src_0 -> c.sink'],
      finds: [/The pad t.src_0 is linked twice/],
      fixes: ['Link t.src_%u instead', 'Remove t.src_0 -> c.sink'],
    },
  },
);
