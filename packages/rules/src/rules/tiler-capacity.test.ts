import { testRule } from '../rule-harness.ts';
import { tilerCapacity } from './tiler-capacity.ts';

const sources = {
  a: 'nvurisrcbin',
  b: 'nvurisrcbin',
  c: 'nvurisrcbin',
  m: 'nvstreammux',
};
const links = [
  'a.vsrc_0 -> m.sink_0',
  'b.vsrc_0 -> m.sink_1',
  'c.vsrc_0 -> m.sink_2',
  'm.src -> t.sink',
];

testRule(
  tilerCapacity,
  {
    'a place for each': {
      elements: {
        ...sources,
        t: ['nvmultistreamtiler', { rows: 2, columns: 2 }],
      },
      links,
    },
    'one alone is shown': {
      elements: { ...sources, t: ['nvmultistreamtiler', { 'show-source': 1 }] },
      links,
    },
  },
  {
    'too few': {
      elements: {
        ...sources,
        t: ['nvmultistreamtiler', { rows: 1, columns: 2 }],
      },
      links,
      finds: [/places for 1 x 2 = 2 sources/],
      severity: 'warning',
    },
    'left at one by one': {
      elements: { ...sources, t: 'nvmultistreamtiler' },
      links,
      finds: [/'t' has places for 1 x 1 = 1 sources, but 3 come in/],
      severity: 'hint',
      fixes: ['Use 2 rows and 2 columns'],
    },
  },
);
