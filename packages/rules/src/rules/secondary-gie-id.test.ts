import { testRule } from '../rule-harness.ts';
import { secondaryGieId } from './secondary-gie-id.ts';

const primary = ['nvinfer', { 'unique-id': 1 }] as const;
const secondary = (id: number) =>
  ['nvinfer', { 'unique-id': 2, 'process-mode': 2, 'infer-on-gie-id': id }] as const;
const links = ['m.src -> p.sink', 'p.src -> s.sink'];

testRule(
  secondaryGieId,
  { "the primary's": { elements: { m: 'nvstreammux', p: primary, s: secondary(1) }, links } },
  {
    'of no one': {
      elements: { m: 'nvstreammux', p: primary, s: secondary(5) },
      links,
      finds: [/'s' works on the objects of id 5, but before it stand only 'p' \(1\)/],
      fixes: ['Set infer-on-gie-id to 1'],
    },
    'of a classifier': {
      elements: {
        m: 'nvstreammux',
        p: ['nvinfer', { 'unique-id': 1, 'config-file-path': 'p.txt' }],
        s: secondary(1),
      },
      links,
      files: { 'p.txt': '[property]\nnetwork-type=1\n' },
      finds: [/'s' works on the objects of id 1, but 'p' is a classifier, which finds none/],
    },
  },
);
