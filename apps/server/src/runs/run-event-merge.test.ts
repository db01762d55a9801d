import type { LogLine, RunEvent, RunSummary } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { mergeRunEvents } from './run-event-merge.ts';

const run = (state: RunSummary['state']): RunSummary => ({
  id: 'r',
  documentName: 'd',
  state,
  startedAtMillis: 0,
  pads: [],
  problems: [],
  diagnoses: [],
});

const lines = (from: number, count: number): LogLine[] =>
  Array.from({ length: count }, (_, index) => ({
    sequence: from + index,
    atMillis: 0,
    stream: 'stdout',
    text: '',
  }));

function merge(...events: readonly RunEvent[]): RunEvent[] {
  const waiting: RunEvent[] = [];
  for (const event of events) {
    mergeRunEvents(waiting, event);
  }
  return waiting;
}

describe('mergeRunEvents', () => {
  it('keeps the snapshot and the newest summary', () => {
    const snapshot: RunEvent = { kind: 'snapshot', run: run('starting'), log: [] };
    const newest: RunEvent = { kind: 'changed', run: run('paused') };
    const merged = merge(snapshot, { kind: 'changed', run: run('playing') }, newest);
    expect(merged).toEqual([snapshot, newest]);
  });

  it('gathers log lines, and counts the oldest that it drops', () => {
    const [log, ...others] = merge(
      { kind: 'log', lines: lines(1, 1500), numDropped: 2 },
      { kind: 'log', lines: lines(1501, 1500), numDropped: 3 },
    );
    expect(others).toEqual([]);
    if (log?.kind !== 'log') {
      throw new Error('There is no log event.');
    }
    expect(log.lines).toHaveLength(2000);
    expect(log.lines.at(-1)?.sequence).toBe(3000);
    expect(log.numDropped).toBe(1005);
  });
});
