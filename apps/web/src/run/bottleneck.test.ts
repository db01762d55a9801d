import { describe, expect, it } from 'vitest';
import { findBottleneck, type MeasuredElement } from './bottleneck.ts';

type Measures = Partial<MeasuredElement['metrics']>;

const queue = (fill: number): Measures => ({
  queue: { numBuffers: Math.round(200 * fill), fill },
});

/** Elements one after the other. */
function chain(elements: Record<string, Measures>): MeasuredElement[] {
  const names = Object.keys(elements);
  return Object.entries(elements).map(([name, measures], index) => ({
    name,
    metrics: { framesPerSecond: 30, objectsPerSecond: 0, numObjects: 0, ...measures },
    downstream: names.slice(index + 1, index + 2),
  }));
}

describe('the bottleneck of a run', () => {
  it('is the element that is busy almost all of the time', () => {
    const found = findBottleneck(
      chain({ source: {}, decoder: { busy: 0.4 }, detector: { busy: 0.97 }, sink: {} }),
    );
    expect(found).toEqual({ element: 'detector', reason: 'detector is busy 97 % of the time.' });
  });

  it('is the last of several busy ones: those before it wait for it', () => {
    const found = findBottleneck(
      chain({ decoder: { busy: 1 }, detector: { busy: 0.9 }, osd: { busy: 0.2 }, sink: {} }),
    );
    expect(found?.element).toBe('detector');
  });

  it('stands between a full queue and an empty one', () => {
    const found = findBottleneck(
      chain({ before: queue(1), detector: { busy: 0.7 }, after: queue(0), sink: {} }),
    );
    expect(found).toEqual({
      element: 'detector',
      reason: 'before, the queue before detector, stands full, and what follows waits for it.',
    });
  });

  it('is further on where the next queue is full as well', () => {
    const found = findBottleneck(
      chain({
        first: queue(1),
        detector: { busy: 0.6 },
        second: queue(0.95),
        tracker: { busy: 0.8 },
        third: queue(0.1),
        sink: {},
      }),
    );
    expect(found?.element).toBe('tracker');
  });

  it('is nothing where a clock sets the pace, however full the queues are', () => {
    expect(
      findBottleneck(chain({ source: {}, full: queue(1), osd: { busy: 0.1 }, sink: {} })),
    ).toBe(undefined);
    expect(findBottleneck([])).toBe(undefined);
  });

  it('ends in a graph that goes round', () => {
    const [a, b] = chain({ a: { busy: 1 }, b: { busy: 1 } });
    if (a === undefined || b === undefined) {
      throw new Error('Two were made.');
    }
    const round = [a, { ...b, downstream: ['a'] }];
    expect(findBottleneck(round)).toBe(undefined);
  });
});
