import type { Diagnostic } from '@pipewright/rules';
import { expect, it } from 'vitest';
import { placeText, problemRows } from './problem-rows.ts';

const diagnostic = (severity: Diagnostic['severity'], message: string): Diagnostic => ({
  code: 'rule',
  severity,
  message,
  place: { element: 'mux', property: 'width' },
  fixes: [],
});

it('lists the worst first: text, run, rules', () => {
  const rows = problemRows({
    diagnostics: [diagnostic('hint', 'h'), diagnostic('error', 'e')],
    textErrors: [{ code: 'yaml-syntax', message: 't', path: [], line: 3, column: 1 }],
    run: {
      id: 'r',
      documentName: 'd',
      state: 'failed',
      startedAtMillis: 0,
      pads: [],
      problems: [
        { severity: 'error', code: 'x', message: 'r', element: 'mux', atMillis: 0, count: 3 },
      ],
    },
  });
  expect(rows.map((row) => row.message)).toEqual(['Line 3: t', 'r (3 times)', 'e', 'h']);
  expect(new Set(rows.map((row) => row.key)).size).toBe(4);
});

it('says where', () => {
  expect(placeText({ element: 'mux', property: 'width' })).toBe('mux · width');
  expect(placeText({ file: 'a.txt', line: 4 })).toBe('a.txt:4');
  expect(placeText({ rule: 'sink-async' })).toBe('sink-async');
});
