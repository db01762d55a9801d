import { testRule } from '../rule-harness.ts';
import { sameOutputFile } from './same-output-file.ts';

const sink = (location: string) => ['filesink', { location }] as const;

testRule(
  sameOutputFile,
  { 'one each': { elements: { a: sink('a.mp4'), b: sink('b.mp4') } } },
  {
    'one for two': {
      elements: { a: sink('a.mp4'), b: sink('a.mp4') },
      finds: [/'b' and 'a' both write a.mp4/],
    },
  },
);
