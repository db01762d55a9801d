import { describe, expect, it } from 'vitest';
import { median, medianInterval, percentile } from './statistics.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => count - index);

describe('percentile', () => {
  it('takes the nearest rank', () => {
    expect(percentile([30, 10, 20, 40], 25)).toBe(10);
    expect(percentile([30, 10, 20, 40], 95)).toBe(40);
    expect(median([3, 1, 2])).toBe(2);
    expect(() => percentile([], 50)).toThrow('No values.');
  });
});

describe('medianInterval', () => {
  // The ranks and probabilities of tables of the sign test's interval.
  it.each([
    [6, 1, 6, 0.9688],
    [10, 2, 9, 0.9785],
    [20, 6, 15, 0.9586],
    [50, 18, 33, 0.9672],
  ])('of %i values has those of rank %i and %i', (count, low, high, confidence) => {
    const interval = medianInterval(upTo(count));
    expect(interval).toMatchObject({ low, high });
    expect(interval.confidence).toBeCloseTo(confidence, 4);
  });

  it('says how little the outermost of few values tell', () => {
    expect(medianInterval(upTo(5))).toEqual({ low: 1, high: 5, confidence: 0.9375 });
    expect(medianInterval([7])).toEqual({ low: 7, high: 7, confidence: 0 });
    expect(() => medianInterval([])).toThrow('No values.');
  });

  it('takes narrower ones for less confidence', () => {
    expect(medianInterval(upTo(20), 0.5)).toMatchObject({ low: 8, high: 13 });
  });
});
