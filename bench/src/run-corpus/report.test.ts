import { describe, expect, it } from 'vitest';
import { outcomeText, summaryText } from './report.ts';
import type { Outcome } from './run-pipeline.ts';

const missing = (element: string): Outcome => ({
  verdict: 'error',
  finding: {
    code: 'missing-element',
    element,
    message: `Element '${element}': 'nvof' is not on this machine.\nUse another.`,
  },
});
const refused = (code: string, message: string): Outcome => ({
  verdict: 'refused',
  finding: { code, message },
});

describe('outcomeText', () => {
  it.each<[Outcome, string]>([
    [{ verdict: 'eos', seconds: 2.345, frames: 96 }, 'EOS after 2.3 s, 96 frames'],
    [{ verdict: 'eos', seconds: 1, frames: 0 }, 'EOS after 1.0 s'],
    [{ verdict: 'limit', seconds: 20.01, frames: 5 }, 'stopped after 20.0 s, 5 frames'],
    [refused('no-source', 'Nothing flows'), 'refused: Nothing flows [no-source]'],
    [
      missing('flow'),
      "error: Element 'flow': 'nvof' is not on this machine. Use another. [missing-element]",
    ],
    [{ verdict: 'hung', seconds: 60 }, 'killed: no end after 60 s'],
    [
      { verdict: 'unreadable', problem: 'line 3: no pipeline' },
      'not imported: line 3: no pipeline',
    ],
  ])('puts %j on one line', (outcome, line) => {
    expect(outcomeText(outcome)).toBe(line);
  });
});

describe('summaryText', () => {
  it('counts what pipelines came to and groups the reasons', () => {
    const outcomes: Outcome[] = [
      { verdict: 'unreadable', problem: 'no pipeline' },
      missing('nvof0'),
      refused('gpu-id-mismatch', "'a' works on GPU 0"),
      refused('missing-file', 'The file a.txt does not exist'),
      { verdict: 'eos', seconds: 1, frames: 1 },
      missing('flow'),
      refused('missing-file', 'The file b.txt does not exist'),
      { verdict: 'eos', seconds: 2, frames: 1 },
      { verdict: 'hung', seconds: 60 },
    ];
    expect(summaryText(outcomes, 9).split('\n')).toEqual([
      '9 pipelines',
      '  2 reached EOS',
      '  3 refused by the check',
      '    2 × The file a.txt does not exist [missing-file]',
      "    1 × 'a' works on GPU 0 [gpu-id-mismatch]",
      '  2 ended in an error',
      "    2 × Element 'nvof0': 'nvof' is not on this machine. Use another. [missing-element]",
      '  1 did not end',
      '  1 could not be imported',
      '    1 × no pipeline',
    ]);
  });

  it('says how far a cancelled run came', () => {
    expect(summaryText([{ verdict: 'eos', seconds: 1, frames: 0 }], 20)).toBe(
      'Cancelled after 1 of 20 pipelines\n  1 reached EOS',
    );
  });
});
