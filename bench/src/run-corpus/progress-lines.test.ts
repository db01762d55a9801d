import { describe, expect, it } from 'vitest';
import { ProgressLines } from './progress-lines.ts';

function writtenTo(output: { isTTY: boolean; columns: number }): string {
  let written = '';
  const lines = new ProgressLines(12, {
    ...output,
    write: (text) => {
      written += text;
    },
  });
  lines.start('a.sh');
  lines.start('b.sh');
  lines.finish('b.sh', 'EOS after 1.0 s');
  lines.finish('a.sh', undefined);
  return written;
}

describe('ProgressLines', () => {
  it('numbers what is done', () => {
    expect(writtenTo({ isTTY: false, columns: 80 })).toBe('[ 1/12] b.sh: EOS after 1.0 s\n');
  });

  it('tells a terminal what runs, on one line', () => {
    const clear = '\r\u001b[2K';
    expect(writtenTo({ isTTY: true, columns: 16 })).toBe(
      `${clear}running a.sh${clear}running a.sh, b${clear}[ 1/12] b.sh: EOS after 1.0 s\nrunning a.sh${clear}`,
    );
  });
});
