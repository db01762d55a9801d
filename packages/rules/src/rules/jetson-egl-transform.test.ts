import { testRule } from '../rule-harness.ts';
import { jetsonEglTransform } from './jetson-egl-transform.ts';

const elements = { o: 'nvdsosd', x: 'nvegltransform', w: 'nveglglessink' };
const target = { platform: 'jetson' } as const;

testRule(
  jetsonEglTransform,
  {
    through: { elements, target, links: ['o.src -> x.sink', 'x.src -> w.sink'] },
    'not Jetson': { elements, links: ['o.src -> w.sink'] },
  },
  {
    direct: { elements, target, links: ['o.src -> w.sink'], finds: [/'w' shows frames on Jetson/] },
  },
);
