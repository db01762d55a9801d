import { describe, expect, it } from 'vitest';
import { LineSplitter, MAX_LINE_LENGTH } from './line-splitter.ts';

function split(...chunks: readonly (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) {
    splitter.push(Buffer.from(chunk as string));
  }
  splitter.end();
  return lines;
}

describe('LineSplitter', () => {
  it('joins pieces into lines, whatever the line ends', () => {
    expect(split('on', 'e\ntwo\r\n\nthr', 'ee')).toEqual(['one', 'two', '', 'three']);
  });

  it('does not tear characters that come in two pieces', () => {
    const bytes = Buffer.from('Straße\n');
    expect(split(bytes.subarray(0, 5), bytes.subarray(5))).toEqual(['Straße']);
  });

  it('cuts a line without end, says how much is missing, and goes on with the next', () => {
    const [cut, next] = split('x'.repeat(MAX_LINE_LENGTH - 1), 'y'.repeat(1001), '\nnext\n');
    expect(cut).toBe(`${'x'.repeat(MAX_LINE_LENGTH - 1)}y … (1000 more characters)`);
    expect(next).toBe('next');
  });
});
