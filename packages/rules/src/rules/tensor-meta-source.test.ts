import { testRule } from '../rule-harness.ts';
import { tensorMetaSource } from './tensor-meta-source.ts';

const elements = {
  m: 'nvstreammux',
  p: 'nvdspreprocess',
  i: ['nvinfer', { 'input-tensor-meta': true }],
} as const;

testRule(
  tensorMetaSource,
  { prepared: { elements, links: ['m.src -> p.sink', 'p.src -> i.sink'] } },
  {
    'no one prepares': {
      elements,
      links: ['m.src -> i.sink'],
      finds: [/'i' waits for prepared tensors/],
      fixes: ['Remove input-tensor-meta'],
    },
  },
);
