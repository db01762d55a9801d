import { testRule } from '../rule-harness.ts';
import { danglingLink } from './dangling-link.ts';

testRule(
  danglingLink,
  {
    'both ends exist': {
      elements: { source: 'videotestsrc', sink: 'fakesink' },
      links: ['source.src -> sink.sink'],
    },
  },
  {
    'a slip in a name': {
      elements: { source: 'videotestsrc', sink: 'fakesink' },
      links: ['sorce.src -> sink.sink'],
      finds: [/'sorce', which is no element/],
      fixes: ['Link source.src instead', 'Remove the link'],
    },
  },
);
