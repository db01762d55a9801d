import { expect, test } from 'vitest';
import { compareVersions } from './compare-versions.ts';
import { presenceIn, spanWords } from './version-span.ts';

const versions = ['6.0', '6.1', '6.2', '6.3', '7.0', '9.0'];

test('versions are compared part by part, as numbers', () => {
  const sorted = ['10.0', '6.1', '9.2', '6.1.1', '6.2'].sort(compareVersions);
  expect(sorted).toEqual(['6.1', '6.1.1', '6.2', '9.2', '10.0']);
  expect(compareVersions('9.1', '9.1')).toBe(0);
  expect(compareVersions('9', '9.0')).toBe(0);
});

test('between the last without and the first with it, nothing is certain', () => {
  const added = { after: '6.2', since: '9.0' };
  expect(presenceIn(added, '6.1')).toBe('absent');
  expect(presenceIn(added, '6.2')).toBe('absent');
  expect(presenceIn(added, '7.0')).toBe('uncertain');
  expect(presenceIn(added, '9.0')).toBe('present');
  expect(presenceIn(added, '10.0')).toBe('present');
  expect(presenceIn({ since: '6.0' }, '5.1')).toBe('uncertain');
});

test('what was removed is there before', () => {
  const removed = { last: '6.1', gone: '6.3' };
  expect(presenceIn(removed, '5.1')).toBe('present');
  expect(presenceIn(removed, '6.1')).toBe('present');
  expect(presenceIn(removed, '6.2')).toBe('uncertain');
  expect(presenceIn(removed, '6.3')).toBe('absent');
});

test('words say how exactly it is known', () => {
  expect(spanWords({ after: '6.2', since: '6.3' }, versions)).toBe('since DeepStream 6.3');
  expect(spanWords({ after: '6.3', since: '9.0' }, versions)).toBe(
    'since DeepStream 9.0 at the latest, but not in 6.3',
  );
  expect(spanWords({ since: '6.0' }, versions)).toBe('since DeepStream 6.0 or earlier');
  expect(spanWords({ last: '6.1', gone: '6.2' }, versions)).toBe('until DeepStream 6.1');
  expect(spanWords({ last: '6.0', gone: '6.2' }, versions)).toBe(
    'until DeepStream 6.0 at least, but not in 6.2',
  );
});
