/** Keeps what waits for a slow reader of a run's events short. */
import type { LogLine, RunEvent } from '@pipewright/protocol';

const MAX_WAITING_LINES = 2000;

/** A newer summary replaces one that waits; log lines gather in one event, oldest dropped first. */
export function mergeRunEvents(waiting: RunEvent[], event: RunEvent): void {
  const index = waiting.findIndex((other) => other.kind === event.kind);
  const other = waiting[index];
  if (other === undefined || event.kind === 'snapshot' || other.kind === 'snapshot') {
    waiting.push(event);
  } else if (event.kind === 'changed') {
    waiting[index] = event;
  } else if (other.kind === 'log') {
    const lines: LogLine[] = [...other.lines, ...event.lines];
    const numDropped = Math.max(0, lines.length - MAX_WAITING_LINES);
    waiting[index] = {
      kind: 'log',
      lines: lines.slice(numDropped),
      numDropped: other.numDropped + event.numDropped + numDropped,
    };
  }
}
