import { testRule } from '../rule-harness.ts';
import { osdTwice } from './osd-twice.ts';

const elements = { a: 'nvdsosd', t: 'nvmultistreamtiler', b: 'nvdsosd' };

testRule(
  osdTwice,
  { once: { elements, links: ['a.src -> t.sink'] } },
  {
    twice: {
      elements,
      links: ['a.src -> t.sink', 't.src -> b.sink'],
      finds: [/'b' draws again what 'a' has drawn/],
    },
  },
);
