import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LogBatch, LogCollector } from './log-collector.ts';

describe('LogCollector', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const limits = { maxKept: 5, maxPerBatch: 3, batchIntervalMillis: 100 };

  function collect(): { log: LogCollector; batches: LogBatch[] } {
    const batches: LogBatch[] = [];
    return { log: new LogCollector((batch) => batches.push(batch), limits), batches };
  }

  it('hands lines on in batches, numbered through', () => {
    const { log, batches } = collect();
    log.add('stdout', 'one');
    log.add('stderr', 'two');
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(100);
    log.add('stdout', 'three');
    vi.advanceTimersByTime(100);
    expect(batches.map(({ lines }) => lines.map((line) => [line.sequence, line.text]))).toEqual([
      [
        [1, 'one'],
        [2, 'two'],
      ],
      [[3, 'three']],
    ]);
  });

  it('folds equal lines and counts what a flood left out', () => {
    const { log, batches } = collect();
    for (let index = 0; index < 1000; index += 1) {
      log.add('stderr', 'again');
    }
    for (let index = 0; index < 1000; index += 1) {
      log.add('stderr', `line ${index}`);
    }
    vi.advanceTimersByTime(100);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.lines.map((line) => line.text)).toEqual([
      'again (1000 times)',
      'line 0',
      'line 1',
    ]);
    expect(batches[0]?.numDropped).toBe(998);
  });

  it('keeps the newest lines for who looks later', () => {
    const { log } = collect();
    for (let index = 1; index <= 4; index += 1) {
      log.add('stdout', `a${index}`);
      log.add('stdout', `b${index}`);
      log.flush();
    }
    expect(log.kept.map((line) => line.text)).toEqual(['b2', 'a3', 'b3', 'a4', 'b4']);
  });
});
