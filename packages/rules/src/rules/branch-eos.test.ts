import { testRule } from '../rule-harness.ts';
import { branchEos } from './branch-eos.ts';

const parallel = (properties: Record<string, boolean>) => ({
  elements: {
    d: ['nvstreamdemux', properties],
    m: 'nvstreammux',
    i: 'nvinfer',
    x: 'nvdsmetamux',
  } as const,
  links: ['d.src_0 -> m.sink_0', 'm.src -> i.sink', 'i.src -> x.sink_0'],
});

testRule(
  branchEos,
  {
    'told at once': parallel({ 'per-stream-eos': true }),
    'nothing is merged': {
      elements: { d: 'nvstreamdemux', s: 'fakesink' },
      links: ['d.src_0 -> s.sink'],
    },
  },
  {
    'told at the end of all': {
      ...parallel({}),
      finds: [/'d' tells the end of a stream only when all have ended, so 'x' waits/],
      fixes: ['Set per-stream-eos to true'],
    },
  },
);
