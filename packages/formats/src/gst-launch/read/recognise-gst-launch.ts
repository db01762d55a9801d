/** Whether a text is gst-launch text, from a glance at it. */
import type { ImportSource } from '../../import/import-format.ts';
import { maskMarkup } from './shell/mask-text.ts';

/** `gst-launch-1.0` where a shell looks for a command. */
const COMMAND =
  /(?:^|[;&|({]|\b(?:do|then|else)\s)[ \t]*(?:(?:[A-Za-z_]\w*=\S*|sudo|env|exec|time|nohup|nice|timeout|xvfb-run|-\S+|\d+)[ \t]+)*(?:\S*\/)?gst-launch(?:-1\.0|-0\.10)?(?=\s)/m;
/** An element, its properties, and a link. */
const CHAIN =
  /(?:^|\s)[A-Za-z][\w-]*(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|\S+))*\s*!\s*["']?[A-Za-z(]/;
/** What other formats begin their lines with. */
const OTHER = /^(?:\s*\[[\w -]+\]\s*$|[\w-]+:(?:\s|$)|%YAML|<\?xml|\s*\{|digraph\b)/m;

export function recogniseGstLaunch({ text, fileName }: ImportSource): number {
  const start = text.slice(0, 200_000);
  if (/^\s*["']?formatVersion["']?\s*:/m.test(start)) return 0;
  const masked = maskMarkup(start);
  const isOther = OTHER.test(withoutComments(masked));
  if (COMMAND.test(masked)) return isOther ? 0.6 : 0.95;
  if (isOther || !CHAIN.test(withoutComments(masked))) return 0;
  return /\.(?:sh|bash)$/i.test(fileName) ? 0.85 : 0.75;
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}
