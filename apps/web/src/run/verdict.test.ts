import type { RunDiagnosis } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

const BOTTLENECK = { element: 'detector', reason: 'detector is busy 98 % of the time.' };

const STUCK: RunDiagnosis = {
  id: 1,
  kind: 'not-prerolled',
  severity: 'error',
  title: "The pipeline does not play: 'side-sink' waits for its first buffer",
  explanation: '',
  elements: ['side-sink', 'filter'],
  links: [],
  evidence: [],
  fixes: [],
  atMillis: 0,
};

describe('verdictOf', () => {
  it('names the bottleneck of a run that plays', () => {
    expect(verdictOf('playing', [], BOTTLENECK)).toEqual({
      text: 'Bottleneck: detector is busy 98 % of the time.',
      element: 'detector',
    });
    expect(verdictOf('playing', [], undefined).text).toMatch(/^No element holds the run back/);
  });

  it('says why nothing flows instead of praising it', () => {
    expect(verdictOf('paused', [], undefined).text).toMatch(/paused/);
    expect(verdictOf('starting', [], undefined).text).toMatch(/starting/);
    expect(verdictOf('stopping', [], BOTTLENECK).text).toMatch(/stopping/);
  });

  it('leaves the word to the doctor, but not for what is no error', () => {
    expect(verdictOf('starting', [STUCK], undefined)).toEqual({
      text: STUCK.title,
      element: 'side-sink',
    });
    expect(verdictOf('playing', [{ ...STUCK, severity: 'warning' }], BOTTLENECK).element).toBe(
      'detector',
    );
  });
});
