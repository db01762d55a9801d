import { testRule } from '../rule-harness.ts';
import { noSourceOrSink } from './no-source-or-sink.ts';

testRule(
  noSourceOrSink,
  {
    both: {
      elements: { a: 'videotestsrc', b: 'fakesink' },
      links: ['a.src -> b.sink'],
    },
    'playbin is both': { elements: { p: 'playbin' } },
    'unknown elements may be anything': { elements: { a: 'nosuch' } },
  },
  {
    'no sink': {
      elements: { a: 'videotestsrc', q: 'queue' },
      links: ['a.src -> q.sink'],
      finds: [/No element of the pipeline is a sink/],
    },
    'no source': {
      elements: { m: 'nvstreammux', b: 'fakesink' },
      links: ['m.src -> b.sink'],
      finds: [/No element of the pipeline is a source/],
    },
    empty: { elements: {}, finds: [/has no elements/] },
  },
);
