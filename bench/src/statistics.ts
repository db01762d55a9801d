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
