import { parseDocument } from '@pipewright/graph';
import type { RunDiagnosis } from '@pipewright/protocol';
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

const parsed = parseDocument(`formatVersion: 1
name: stuck
target: { platform: dgpu, deepstream: "9.1" }
elements:
  source: { factory: videotestsrc }
  sink: { factory: fakesink }
links:
  - { from: source.src, to: sink.sink }
`);
if (!parsed.ok) {
  throw new Error(JSON.stringify(parsed.errors));
}
const { document } = parsed;

const diagnosis: RunDiagnosis = {
  id: 1,
  kind: 'not-prerolled',
  severity: 'error',
  title: "'sink' waits",
  explanation: 'Why.',
  elements: ['sink'],
  links: [],
  evidence: [{ text: 'No buffer', element: 'sink' }],
  fixes: [
    {
      title: 'Set async to false',
      steps: [{ kind: 'set-property', element: 'sink', property: 'async', value: false }],
    },
    { title: 'Look at the source', steps: [] },
  ],
  atMillis: 0,
};

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
      diagnoses: [diagnosis],
    },
    diagnoses: [diagnosis],
    document,
  });
  expect(rows.map((row) => row.message)).toEqual([
    'Line 3: t',
    "'sink' waits",
    'r (3 times)',
    'e',
    'h',
  ]);
  expect(new Set(rows.map((row) => row.key)).size).toBe(5);
  expect(rows[1]).toMatchObject({
    source: 'doctor',
    code: 'not-prerolled',
    remedy: 'Why. Look at the source.',
    place: { element: 'sink' },
    fixes: [
      {
        title: 'Set async to false',
        edit: { kind: 'set-property', element: 'sink', property: 'async', value: false },
      },
    ],
    evidence: diagnosis.evidence,
  });
});

it('says where', () => {
  expect(placeText({ element: 'mux', property: 'width' })).toBe('mux · width');
  expect(placeText({ file: 'a.txt', line: 4 })).toBe('a.txt:4');
  expect(placeText({ rule: 'sink-async' })).toBe('sink-async');
});
