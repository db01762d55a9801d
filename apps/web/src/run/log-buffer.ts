import type { LogLine } from '@pipewright/protocol';

/** Lines kept in the page; the run's folder has them all. */
export const MOST_LOG_LINES = 20_000;

export type LogLevel = 'error' | 'warning' | 'info' | 'debug';

/** Adds lines, forgetting the oldest above the limit; the same array when nothing is new. */
export function appendLog(kept: readonly LogLine[], lines: readonly LogLine[]): readonly LogLine[] {
  const last = kept.at(-1)?.sequence ?? 0;
  const fresh = lines.filter((line) => line.sequence > last);
  if (fresh.length === 0) {
    return kept;
  }
  const all = [...kept, ...fresh];
  return all.length > MOST_LOG_LINES ? all.slice(all.length - MOST_LOG_LINES) : all;
}

const GST_LEVELS: Readonly<Record<string, LogLevel>> = {
  ERROR: 'error',
  WARN: 'warning',
  FIXME: 'warning',
  INFO: 'info',
  DEBUG: 'debug',
  LOG: 'debug',
  TRACE: 'debug',
  MEMDUMP: 'debug',
};

/** GStreamer's debug lines: `0:00:00.1  123 0x55 WARN  category file:line:...`. */
const GST_LINE = /^\d+:\d\d:\d\d\.\d+\s+\d+\s+\S+\s+([A-Z]+)\s+(\S+)\s/;

const LEVEL_WIDTH = Math.max(...Object.keys(GST_LEVELS).map((name) => name.length));

/**
 * A line as it is best read: of GStreamer's own the level, the category and the text. Their time
 * since the start, process and thread, the same for most lines, are in the copied and saved ones.
 */
export function shortText({ text }: LogLine): string {
  const found = GST_LINE.exec(text);
  if (found === null) {
    return text;
  }
  const [start, level = '', category = ''] = found;
  return `${level.padEnd(LEVEL_WIDTH)} ${category} ${text.slice(start.length).trimStart()}`;
}

/** How bad a line says it is. */
export function logLevel(line: LogLine): LogLevel {
  const gst = GST_LINE.exec(line.text)?.[1];
  if (gst !== undefined) {
    return GST_LEVELS[gst] ?? 'info';
  }
  if (/\b(error|critical|fatal|failed)\b/i.test(line.text)) {
    return 'error';
  }
  return /\bwarn(ing)?\b/i.test(line.text) ? 'warning' : 'info';
}

export interface LogFilter {
  /** Lines that contain it, upper and lower case alike; empty: all. */
  readonly text: string;
  /** The least bad level shown. */
  readonly level: LogLevel;
}

const RANK: Record<LogLevel, number> = { error: 3, warning: 2, info: 1, debug: 0 };

/** The lines that pass a filter. */
export function filterLog(lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] {
  const wanted = filter.text.trim().toLowerCase();
  if (wanted === '' && filter.level === 'debug') {
    return lines;
  }
  return lines.filter(
    (line) =>
      RANK[logLevel(line)] >= RANK[filter.level] &&
      (wanted === '' || line.text.toLowerCase().includes(wanted)),
  );
}
