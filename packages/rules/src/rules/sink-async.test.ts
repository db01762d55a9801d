import { testRule } from '../rule-harness.ts';
import { sinkAsync } from './sink-async.ts';

const branches = ['a.src -> t.sink', 't.src_0 -> b.sink', 't.src_1 -> c.sink'];

testRule(
  sinkAsync,
  {
    'no tee': {
      elements: { a: 'videotestsrc', b: 'fakesink' },
      links: ['a.src -> b.sink'],
    },
    'all of them off': {
      elements: {
        a: 'videotestsrc',
        t: 'tee',
        b: ['fakesink', { async: false }],
        c: ['filesink', { async: 0 }],
      },
      links: branches,
    },
    'one branch': {
      elements: { a: 'videotestsrc', t: 'tee', b: 'fakesink' },
      links: ['a.src -> t.sink', 't.src_0 -> b.sink'],
    },
  },
  {
    'a tee': {
      elements: { a: 'videotestsrc', t: 'tee', b: 'fakesink', c: 'filesink' },
      links: branches,
      finds: [/'b' waits for its first buffer .* 't' feeds several branches/, /'c' waits/],
      fixes: ['Set async to false on all 2 sinks', 'Set async to false on b'],
    },
    'sources that come later': {
      elements: { s: 'nvmultiurisrcbin', b: 'nvmsgbroker' },
      links: ['s.src -> b.sink'],
      finds: [/'s' adds sources while running/],
    },
  },
);
