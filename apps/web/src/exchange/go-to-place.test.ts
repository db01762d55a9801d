import { expect, it } from 'vitest';
import { documentOf, TWO_SOURCES } from '../editor/testing-documents.ts';
import { isInDocument } from './go-to-place.ts';

it('tells what the editor can show from what it can’t', () => {
  const document = documentOf(TWO_SOURCES);
  expect(isInDocument({ element: 'mux', property: 'width' }, document)).toBe(true);
  expect(isInDocument({ link: 'mux.src -> screen.sink' }, document)).toBe(true);
  expect(isInDocument({ element: 'gone' }, document)).toBe(false);
  expect(isInDocument({ file: 'image/app.py', line: 3 }, document)).toBe(false);
  expect(isInDocument({ parameter: 'uri' }, document)).toBe(false);
  expect(isInDocument({}, document)).toBe(false);
});
