/** The value below which `percent` of the values lie (nearest rank). Throws for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) {
    throw new RangeError('No values.');
  }
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 50);

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The probability that it holds the true value: at least what was asked for, if it can be had. */
  readonly confidence: number;
}

/**
 * Where the true median is, whatever the distribution: the k-th smallest and the k-th largest value
 * have it between them unless fewer than k of independent values fall to one side of it, which is
 * as likely as in as many throws of a coin. The narrowest pair with at least this `confidence`; of
 * few values the outermost, with less. Throws for no values.
 */
export function medianInterval(values: readonly number[], confidence = 0.95): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const [first, last] = [sorted[0], sorted[count - 1]];
  if (first === undefined || last === undefined) {
    throw new RangeError('No values.');
  }
  // The probability that exactly `rank` of them fall below the median, and that at most so many do.
  let exactly = 0.5 ** count;
  let atMost = exactly;
  let best: Interval = { low: first, high: last, confidence: 1 - 2 * atMost };
  for (let rank = 1; rank < count / 2; rank += 1) {
    exactly *= (count - rank + 1) / rank;
    atMost += exactly;
    if (1 - 2 * atMost < confidence) {
      break;
    }
    const [low, high] = [sorted[rank] ?? first, sorted[count - 1 - rank] ?? last];
    best = { low, high, confidence: 1 - 2 * atMost };
  }
  return best;
}
