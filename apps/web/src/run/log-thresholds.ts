/** Log thresholds in the form of GST_DEBUG: `2,nvinfer:5,nvv4l2*:6`. */

export const DEBUG_LEVELS = [
  'NONE',
  'ERROR',
  'WARNING',
  'FIXME',
  'INFO',
  'DEBUG',
  'LOG',
  'TRACE',
  'MEMDUMP',
] as const;

/** The text with a category's own threshold; without one for an undefined level. */
export function withThreshold(text: string, category: string, level: string | undefined): string {
  const others = entriesOf(text).filter((entry) => nameOf(entry) !== category);
  return (level === undefined ? others : [...others, `${category}:${level}`]).join(',');
}

/** Whether the text names the category itself. */
export function hasThreshold(text: string, category: string): boolean {
  return entriesOf(text).some((entry) => nameOf(entry) === category);
}

function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function nameOf(entry: string): string | undefined {
  const colon = entry.lastIndexOf(':');
  return colon < 0 ? undefined : entry.slice(0, colon).trim();
}
