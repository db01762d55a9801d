import { testRule } from '../rule-harness.ts';
import { visualNeedsMetadata } from './visual-needs-metadata.ts';

const elements = { m: 'nvstreammux', f: 'nvof', v: 'nvofvisual' };

testRule(
  visualNeedsMetadata,
  { 'after the flow': { elements, links: ['m.src -> f.sink', 'f.src -> v.sink'] } },
  {
    'without it': {
      elements,
      links: ['m.src -> v.sink'],
      finds: [/'v' \(nvofvisual\) has nothing/],
    },
  },
);
