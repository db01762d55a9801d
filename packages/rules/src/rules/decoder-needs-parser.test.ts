import { testRule } from '../rule-harness.ts';
import { decoderNeedsParser } from './decoder-needs-parser.ts';

const elements = { f: 'filesrc', x: 'qtdemux', q: 'queue', p: 'h264parse', d: 'nvv4l2decoder' };

testRule(
  decoderNeedsParser,
  {
    parsed: {
      elements,
      links: ['f.src -> x.sink', 'x.video_0 -> q.sink', 'q.src -> p.sink', 'p.src -> d.sink'],
    },
  },
  {
    'from a container': {
      elements,
      links: ['f.src -> x.sink', 'x.video_0 -> q.sink', 'q.src -> d.sink'],
      finds: [/'d' gets video from 'x' \(qtdemux\) as it is stored/],
      fixes: ['Insert h264parse'],
      severity: 'warning',
    },
    'from a file': { elements, links: ['f.src -> d.sink'], finds: [/'d' gets video from 'f'/] },
  },
);
