/** What `control` prints for people. */
import type { RunLogLevels, RunPosition, RunSummary, RunUpdate } from '@pipewright/protocol';

/** A row for each run. */
export function runsText(runs: readonly RunSummary[]): string {
  if (runs.length === 0) {
    return 'No runs.\n';
  }
  const width = Math.max(...runs.map(({ id }) => id.length));
  return runs
    .map(
      ({ id, state, documentName }) => `${id.padEnd(width)}  ${state.padEnd(8)}  ${documentName}\n`,
    )
    .join('');
}

/** `0:07.080 of 0:20.000`, with what hinders a seek. */
export function positionText(position: RunPosition): string {
  const { positionMillis, durationMillis, rate, whyNotSeekable } = position;
  const place = positionMillis === undefined ? 'not known' : timeText(positionMillis);
  const length = durationMillis === undefined ? '' : ` of ${timeText(durationMillis)}`;
  const speed = rate === 1 ? '' : `, rate ${rate}`;
  const hindrance = whyNotSeekable === undefined ? '' : `\n${whyNotSeekable}`;
  return `${place}${length}${speed}${hindrance}\n`;
}

function timeText(millis: number): string {
  const whole = Math.round(millis);
  const seconds = String(Math.floor(whole / 1000) % 60).padStart(2, '0');
  return `${Math.floor(whole / 60_000)}:${seconds}.${String(whole % 1000).padStart(3, '0')}`;
}

/** The thresholds that are set, and what they leave out. */
export function levelsText({ thresholds, defaultLevel, unmatched }: RunLogLevels): string {
  const set = thresholds === '' ? 'none set' : thresholds;
  const missing =
    unmatched.length === 0 ? '' : `\nNo category yet is named ${unmatched.join(', ')}.`;
  return `${set} (all others: ${defaultLevel})${missing}\n`;
}

/** What joined the run and what left it. */
export function updateText({ added, removed, differing }: RunUpdate): string {
  const lines = [
    ...(added.length === 0 ? [] : [`added: ${added.join(', ')}`]),
    ...(removed.length === 0 ? [] : [`removed: ${removed.join(', ')}`]),
    ...(differing.length === 0 ? [] : [`still with their old properties: ${differing.join(', ')}`]),
  ];
  return `${lines.length === 0 ? 'Nothing to change.' : lines.join('\n')}\n`;
}
