/** Whether a text is gst-launch text, from a glance at it. */
import type { ImportSource } from '../../import/import-format.ts';
import { maskMarkup } from './shell/mask-text.ts';

/** `gst-launch-1.0` where a shell looks for a command. */
const COMMAND =
  /(?:^|[;&|({]|\b(?:do|then|else)\s)[ \t]*(?:(?:[A-Za-z_]\w*=\S*|sudo|env|exec|time|nohup|nice|timeout|xvfb-run|-\S+|\d+)[ \t]+)*(?:\S*\/)?gst-launch(?:-1\.0|-0\.10)?(?=\s)/m;
/** At the start of a line an element with its properties, or a reference, and a link. */
const CHAIN =
  /^[ \t]*(?:\([ \t]*)?[a-z][\w-]*(?:\.\w*)?(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|\S+))*\s*!\s*["']?[a-z(]/m;
/** What other formats begin their lines with. */
const OTHER = /^(?:\s*\[[\w -]+\]\s*$|[\w-]+:(?:\s|$)|%YAML|<\?xml|\s*\{|digraph\b)/m;

export function recogniseGstLaunch({ text, fileName }: ImportSource): number {
  const start = text.slice(0, 200_000);
  if (/^\s*["']?formatVersion["']?\s*:/m.test(start)) return 0;
  const plain = withoutComments(start);
  const isOther = OTHER.test(plain) && !/^[ \t]*(?:```|~~~)/m.test(start);
  if (isOther) return COMMAND.test(plain) ? 0.6 : 0;
  const masked = maskMarkup(start);
  if (COMMAND.test(masked)) return 0.95;
  if (!CHAIN.test(withoutComments(masked).replace(/\\\r?\n/g, ' '))) return 0;
  return /\.(?:sh|bash)$/i.test(fileName) ? 0.85 : 0.75;
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}
