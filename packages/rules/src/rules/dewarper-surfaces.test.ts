import { testRule } from '../rule-harness.ts';
import { dewarperSurfaces } from './dewarper-surfaces.ts';

const view = 'projection-type=1\nwidth=4\nheight=4\n';
const withViews = (surfaces: number, pad: number, sourceId = pad) => ({
  elements: {
    d: ['nvdewarper', { 'config-file': 'd.txt', 'source-id': sourceId }],
    q: 'queue',
    m: ['nvstreammux', { 'num-surfaces-per-frame': surfaces, 'batch-size': 4 }],
  } as const,
  links: ['d.src -> q.sink', `q.src -> m.sink_${pad}`],
  files: { 'd.txt': `[property]\n[surface0]\n${view}[surface1]\n${view}` },
});

testRule(
  dewarperSurfaces,
  { 'two views': withViews(2, 1) },
  {
    'one of two views': {
      ...withViews(1, 0),
      finds: [/'d' makes 2 views of a frame \(d.txt\), but num-surfaces-per-frame of 'm' is 1/],
      fixes: ['Set num-surfaces-per-frame to 2'],
    },
    'the id of another source': {
      ...withViews(2, 1, 0),
      finds: [/source-id of 'd' is 0, but it feeds sink_1 of 'm'/],
      fixes: ['Set source-id to 1'],
    },
  },
);
