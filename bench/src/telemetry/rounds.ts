/** Ways to do the same, taken in turns, and how they compare. */
import { type Interval, median, medianInterval } from '../statistics.ts';
import type { Spent } from './metered-runs.ts';

export interface Way {
  readonly name: string;
  readonly run: () => Spent | Promise<Spent>;
}

export type Measure = 'cpuSeconds' | 'wallSeconds';

/** What each way spent, by round. */
export class Rounds {
  readonly #ways: readonly Way[];
  readonly #spent = new Map<string, Spent[]>();

  private constructor(ways: readonly Way[]) {
    this.#ways = ways;
  }

  /**
   * Each way once per round, in one order and in the other in turns: what drifts falls on both. One
   * round before them fills the caches and does not count.
   */
  static async take(ways: readonly Way[], numRounds: number): Promise<Rounds> {
    const rounds = new Rounds(ways);
    for (let round = 0; round <= numRounds; round += 1) {
      for (const way of round % 2 === 0 ? ways : [...ways].reverse()) {
        const spent = await way.run();
        if (round > 0) {
          rounds.of(way.name).push(spent);
        }
      }
      if (round > 0) {
        console.log(`round ${round} of ${numRounds}: ${rounds.#newest()}`);
      }
    }
    return rounds;
  }

  of(name: string): Spent[] {
    const spent = this.#spent.get(name) ?? [];
    this.#spent.set(name, spent);
    return spent;
  }

  /** Of `compare(one, other)` in each round: the median, and the interval that holds the true one. */
  compare(one: string, other: string, compare: (one: Spent, other: Spent) => number): Compared {
    const others = this.of(other);
    const values = this.of(one).flatMap((spent, round) => {
      const opposite = others[round];
      return opposite === undefined ? [] : [compare(spent, opposite)];
    });
    return { middle: median(values), interval: medianInterval(values) };
  }

  #newest(): string {
    return this.#ways
      .map(({ name }) => {
        const spent = this.of(name).at(-1);
        return `${name} ${spent?.cpuSeconds.toFixed(2)} s of CPU in ${spent?.wallSeconds.toFixed(2)} s`;
      })
      .join(', ');
  }
}

export interface Compared {
  readonly middle: number;
  readonly interval: Interval;
}

/** `0.995 (0.990-1.001)` */
export function comparedText({ middle, interval }: Compared, numDigits = 3): string {
  const text = (value: number) => value.toFixed(numDigits);
  return `${text(middle)} (${text(interval.low)}-${text(interval.high)})`;
}
