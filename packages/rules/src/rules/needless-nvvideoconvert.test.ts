import { testRule } from '../rule-harness.ts';
import { needlessNvvideoconvert } from './needless-nvvideoconvert.ts';

const links = ['d.src -> c.sink', 'c.src -> m.sink_0'];

testRule(
  needlessNvvideoconvert,
  {
    'it has work': {
      elements: {
        d: 'nvv4l2decoder',
        c: ['nvvideoconvert', { 'flip-method': 2 }],
        m: 'nvstreammux',
      },
      links,
    },
    'the frames are in system memory': {
      elements: { d: 'videotestsrc', c: 'nvvideoconvert', m: 'nvstreammux' },
      links,
    },
  },
  {
    'nothing to convert': {
      elements: { d: 'nvv4l2decoder', c: 'nvvideoconvert', m: 'nvstreammux' },
      links,
      finds: [/'c' converts nothing/],
      fixes: ['Remove c'],
    },
  },
);
