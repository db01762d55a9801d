import { testRule } from '../rule-harness.ts';
import { linkCapsSyntax } from './link-caps-syntax.ts';

const elements = { a: 'videotestsrc', b: 'fakesink' };

testRule(
  linkCapsSyntax,
  {
    'caps with features and ranges': {
      elements,
      links: ['a.src -> b.sink | video/x-raw(memory:NVMM), width=[1,4096], framerate=30/1'],
    },
    'a size by parameter': {
      elements,
      links: ['a.src -> b.sink | video/x-raw, width=${width}'],
      parameters: { width: { type: 'integer' } },
    },
  },
  {
    'an open list': {
      elements,
      links: ['a.src -> b.sink | video/x-raw, format={ NV12'],
      finds: [/can't be read/],
      fixes: ['Remove the caps'],
    },
  },
);
