import { expect, test } from 'vitest';
import { documentOf, findings, testRule } from '../rule-harness.ts';
import { danglingLink } from './dangling-link.ts';

testRule(
  danglingLink,
  {
    'both ends exist': {
      elements: { a: 'queue', b: 'queue' },
      links: ['a.src -> b.sink'],
    },
  },
  {},
);

test('an end that does not exist', () => {
  const document = documentOf({
    elements: { source: 'videotestsrc', sink: 'fakesink' },
    links: ['sorce.src -> sink.sink'],
  });
  const [found] = findings(danglingLink, document);
  expect(found?.message).toMatch(/'sorce', which is no element/);
  expect(found?.fixes.map((fix) => fix.title)).toEqual([
    'Link source.src instead',
    'Remove the link',
  ]);
});
