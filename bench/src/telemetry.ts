/** What telemetry costs: pipelines under the runner, beside bare gst-launch-1.0 on the same elements. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PipelineDocument } from '@pipewright/graph';
import { unclockedDocument } from './sample.ts';
import { median } from './statistics.ts';
import { idleChain } from './telemetry/idle-chain.ts';
import { MeteredRuns, type RunnerOptions, type Spent } from './telemetry/metered-runs.ts';
import {
  type Compared,
  compared,
  comparedText,
  type Round,
  takeRounds,
} from './telemetry/rounds.ts';

/** Of the sample. */
const DEFAULT_NUM_ROUNDS = 9;
/** Runs may cost this share more than bare. */
const GOAL = 0.01;

const NUM_CHAIN_ROUNDS = 9;
const NUM_CHAIN_ELEMENTS = 6;
const NUM_CHAIN_BUFFERS = 1_000_000;

/** As PIPEWRIGHT_BENCH_ROUNDS says, if it does. */
function numRounds(): number {
  const asked = process.env.PIPEWRIGHT_BENCH_ROUNDS;
  if (asked !== undefined && !/^[1-9]\d*$/.test(asked)) {
    throw new RangeError(`PIPEWRIGHT_BENCH_ROUNDS is a number of rounds from 1, not "${asked}".`);
  }
  return asked === undefined ? DEFAULT_NUM_ROUNDS : Number(asked);
}

function runsIn(root: string, folder: string, document: PipelineDocument): MeteredRuns {
  mkdirSync(folder);
  return new MeteredRuns(root, folder, document);
}

/** What the interval says of the goal. */
function verdict({ interval }: Compared): string {
  const limit = 1 / (1 + GOAL);
  const goal = `${100 * GOAL} %`;
  if (interval.low >= limit) {
    return `costs at most ${goal}`;
  }
  return interval.high < limit ? `costs more than ${goal}` : `whether ${goal} is kept is not shown`;
}

function reportSample(name: string, rounds: readonly Round[]): void {
  const ratio = compared(rounds, ({ bare, ours }) => bare.cpuSeconds / ours.cpuSeconds);
  console.log(
    `${name}: ${comparedText(ratio)} (bare / runner in CPU time, ` +
      `${(100 * ratio.interval.confidence).toFixed(0)} % interval); ${verdict(ratio)}`,
  );
  const share = (isThread: (thread: Spent['threads'][number]) => boolean) =>
    median(
      rounds.map(({ ours: { threads, cpuSeconds: all } }) => {
        const seconds = threads.filter(isThread).map(({ cpuSeconds }) => cpuSeconds);
        return (100 * seconds.reduce((sum, own) => sum + own, 0)) / all;
      }),
    ).toFixed(2);
  console.log(
    `  of its CPU time the main thread has ${share(({ isMain }) => isMain)} %, the channel's ` +
      `threads ${share((thread) => thread.name.startsWith('channel-'))} %`,
  );
}

function reportChain(rounds: readonly Round[]): void {
  const numPasses = NUM_CHAIN_BUFFERS * (NUM_CHAIN_ELEMENTS + 1);
  const nanos = (seconds: number) => (1e9 * seconds) / numPasses;
  const cost = compared(rounds, ({ bare, ours }) => nanos(ours.cpuSeconds - bare.cpuSeconds));
  const alone = median(rounds.map(({ bare }) => nanos(bare.cpuSeconds)));
  console.log(
    `per buffer and link: ${comparedText(cost, 0)} ns, beside ${alone.toFixed(0)} ns of elements ` +
      `that do nothing: 1 % of a core at ${Math.round(1e7 / cost.middle).toLocaleString('en')} a second`,
  );
}

export default async function benchTelemetry(root: string): Promise<void> {
  const numSampleRounds = numRounds();
  const build = join(root, 'native-runner/build');
  const built = spawnSync('ninja', ['-C', build, 'bench/libpipewright-run-meter.so'], {
    encoding: 'utf8',
  });
  if (built.status !== 0) {
    throw new Error(`The run meter could not be built:\n${built.stdout}${built.stderr}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-bench-'));
  try {
    const chain = runsIn(
      root,
      join(folder, 'chain'),
      idleChain(NUM_CHAIN_ELEMENTS, NUM_CHAIN_BUFFERS),
    );
    const sample = runsIn(root, join(folder, 'sample'), unclockedDocument(root, { loops: false }));
    const take = (runs: MeteredRuns, numRounds: number, options: RunnerOptions) =>
      takeRounds(
        () => runs.bare(),
        () => runs.runner(options),
        numRounds,
      );
    reportChain(await take(chain, NUM_CHAIN_ROUNDS, { sendsMetadata: false }));
    reportSample('telemetry', await take(sample, numSampleRounds, { sendsMetadata: false }));
    reportSample(
      'telemetry and metadata',
      await take(sample, numSampleRounds, { sendsMetadata: true }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
