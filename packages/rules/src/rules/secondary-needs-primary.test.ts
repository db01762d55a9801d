import { testRule } from '../rule-harness.ts';
import { secondaryNeedsPrimary } from './secondary-needs-primary.ts';

const elements = { m: 'nvstreammux', p: 'nvinfer', s: ['nvinfer', { 'process-mode': 2 }] } as const;

testRule(
  secondaryNeedsPrimary,
  { 'after a detector': { elements, links: ['m.src -> p.sink', 'p.src -> s.sink'] } },
  {
    alone: { elements, links: ['m.src -> s.sink'], finds: [/'s' works on objects .* no detector/] },
  },
);
