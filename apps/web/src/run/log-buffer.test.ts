import type { LogLine } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { appendLog, filterLog, logLevel, MOST_LOG_LINES, shortText } from './log-buffer.ts';

const line = (sequence: number, text: string): LogLine => ({
  sequence,
  text,
  atMillis: 0,
  stream: 'stderr',
});

describe('appendLog', () => {
  it('leaves out what is there already, as after a reconnect', () => {
    const kept = appendLog([], [line(1, 'a'), line(2, 'b')]);
    expect(appendLog(kept, [line(1, 'a'), line(2, 'b')])).toBe(kept);
    expect(appendLog(kept, [line(2, 'b'), line(3, 'c')]).map(({ text }) => text)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('forgets the oldest lines', () => {
    const many = Array.from({ length: MOST_LOG_LINES + 5 }, (_, index) => line(index + 1, 'x'));
    expect(appendLog([], many)).toHaveLength(MOST_LOG_LINES);
    expect(appendLog([], many)[0]?.sequence).toBe(6);
  });
});

describe('shortText', () => {
  it('keeps level, category and text of what GStreamer prints', () => {
    const printed =
      '0:01:04.805137551  2442 0x55c9dfe07aa0 WARN               basesink gstbasesink.c:2348:wait:<sink>  late';
    expect(shortText(line(1, printed))).toBe(
      'WARN    basesink gstbasesink.c:2348:wait:<sink>  late',
    );
    expect(shortText(line(2, '  hello  world'))).toBe('  hello  world');
  });
});

describe('filterLog', () => {
  const lines = [
    line(1, '0:00:00.012345678  4321 0x5581 WARN   nvinfer gstnvinfer.cpp:12:start: slow'),
    line(2, '0:00:00.012345678  4321 0x5581 DEBUG  basesrc no error here'),
    line(3, 'Failed to open the file'),
    line(4, 'hello'),
  ];

  it('goes by the level that GStreamer prints, not by words in the text', () => {
    expect(lines.map(logLevel)).toEqual(['warning', 'debug', 'error', 'info']);
    expect(filterLog(lines, { text: '', level: 'warning' }).map((l) => l.sequence)).toEqual([1, 3]);
  });

  it('finds text in any case', () => {
    expect(filterLog(lines, { text: 'NVINFER', level: 'debug' }).map((l) => l.sequence)).toEqual([
      1,
    ]);
  });
});
