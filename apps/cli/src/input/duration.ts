/** Durations such as `10s`, `500ms`, `2m`, `1h`; a bare number counts seconds. */
import { CommandError } from '../exit-codes.ts';

const MILLIS_BY_UNIT: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds, above 0. Throws CommandError. */
export function readDuration(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  const millis = Number(match?.[1]) * (MILLIS_BY_UNIT[match?.[2] ?? 's'] ?? Number.NaN);
  // Timers hold 31 bits.
  if (!(millis > 0) || millis >= 2 ** 31) {
    throw new CommandError(`${option} takes a time such as 10s, 500ms or 2m, but got "${text}".`);
  }
  return millis;
}
