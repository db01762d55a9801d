/** Two ways to do the same, side by side, and how they compare. */
import { spawnSync } from 'node:child_process';
import { type Interval, median, medianInterval } from '../statistics.ts';
import type { Spent } from './metered-runs.ts';

export type Way = () => Promise<Spent>;

export interface Round {
  readonly bare: Spent;
  readonly ours: Spent;
}

/**
 * Both at the same time on the same core, which takes turns with them every few milliseconds:
 * whatever slows the machine down meanwhile falls on both alike. Their CPU time compares, not the
 * time on the clock. One round before fills the caches and does not count. Throws where this process
 * cannot be bound to a core.
 */
export async function takeRounds(bare: Way, ours: Way, numRounds: number): Promise<Round[]> {
  const everywhere = affinity();
  bindTo(everywhere.split(/[,-]/).at(-1) ?? '0');
  try {
    const rounds: Round[] = [];
    for (let round = 0; round <= numRounds; round += 1) {
      const spent = await sideBySide(bare, ours, round % 2 === 0);
      if (round > 0) {
        rounds.push(spent);
        const [one, other] = [spent.bare.cpuSeconds, spent.ours.cpuSeconds];
        console.log(
          `round ${round} of ${numRounds}: bare ${one.toFixed(3)} s of CPU, runner ${other.toFixed(3)} s, ` +
            `ratio ${(one / other).toFixed(3)}`,
        );
      }
    }
    return rounds;
  } finally {
    bindTo(everywhere);
  }
}

async function sideBySide(bare: Way, ours: Way, isBareFirst: boolean): Promise<Round> {
  if (isBareFirst) {
    const [first, second] = await Promise.all([bare(), ours()]);
    return { bare: first, ours: second };
  }
  const [first, second] = await Promise.all([ours(), bare()]);
  return { bare: second, ours: first };
}

function taskset(args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('taskset', args, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`taskset (of util-linux) failed: ${error?.message ?? stderr}`);
  }
  return stdout;
}

/** The cores that this process may use, as a list such as `0-3,8`. */
const affinity = (): string =>
  taskset(['-cp', String(process.pid)])
    .split(':')
    .at(-1)
    ?.trim() ?? '';

/** This process, and what it starts from now on. */
function bindTo(cores: string): void {
  taskset(['-cp', cores, String(process.pid)]);
}

export interface Compared {
  readonly middle: number;
  readonly interval: Interval;
}

/** The median over the rounds, and the interval that holds the true one. */
export function compared(rounds: readonly Round[], compare: (round: Round) => number): Compared {
  const values = rounds.map(compare);
  return { middle: median(values), interval: medianInterval(values) };
}

/** `0.995 (0.990-1.001)` */
export function comparedText({ middle, interval }: Compared, numDigits = 3): string {
  const text = (value: number) => value.toFixed(numDigits);
  return `${text(middle)} (${text(interval.low)}-${text(interval.high)})`;
}
