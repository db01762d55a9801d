import { testRule } from '../rule-harness.ts';
import { teeBranchQueue } from './tee-branch-queue.ts';

const sinks = { a: 'fakesink', b: 'fakesink' };

testRule(
  teeBranchQueue,
  {
    'a queue in each branch': {
      elements: { t: 'tee', q: 'queue', r: 'queue2', ...sinks },
      links: ['t.src_0 -> q.sink', 't.src_1 -> r.sink', 'q.src -> a.sink', 'r.src -> b.sink'],
    },
    'one branch': { elements: { t: 'tee', ...sinks }, links: ['t.src_0 -> a.sink'] },
  },
  {
    'no queues': {
      elements: { t: 'tee', ...sinks },
      links: ['t.src_0 -> a.sink', 't.src_1 -> b.sink'],
      finds: [/'a' holds up the other branches/, /'b' holds up/],
      fixes: ['Insert queue'],
    },
    'one queue of two': {
      elements: { t: 'tee', q: 'queue', ...sinks },
      links: ['t.src_0 -> q.sink', 'q.src -> a.sink', 't.src_1 -> b.sink'],
      finds: [/'b' holds up/],
      severity: 'hint',
    },
  },
);
