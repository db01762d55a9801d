/** Lines of a config's text, by offset. */

/** The line end that the text uses. */
export function lineEndOf(text: string): '\r\n' | '\n' {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

/** Where the line starts that `offset` is in. */
export function startOfLine(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the end of the line that `offset` is in. */
export function behindLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

/** Puts a line behind the one that `offset` is in. */
export function insertLineBehind(text: string, offset: number, line: string): string {
  const at = behindLine(text, offset);
  const end = lineEndOf(text);
  const isLast = at === text.length && !text.endsWith('\n');
  return isLast ? `${text}${end}${line}` : `${text.slice(0, at)}${line}${end}${text.slice(at)}`;
}

/** Puts a line at the end, set off by a blank one. */
export function appendBlock(text: string, line: string): string {
  const end = lineEndOf(text);
  if (text.trim() === '') return `${text}${line}${end}`;
  const closed = text.endsWith('\n') ? text : text + end;
  return `${closed}${/\n\s*\n$/.test(closed) ? '' : end}${line}${end}`;
}

/** Takes away the lines from that of `start` to that of `end`. */
export function removeLines(text: string, start: number, end: number): string {
  return text.slice(0, startOfLine(text, start)) + text.slice(behindLine(text, end));
}

/** Puts `text` in a stretch's place. */
export function replaceStretch(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  replacement: string,
): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
