/** What telemetry costs: pipelines under the runner, beside bare gst-launch-1.0 on the same elements. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PipelineDocument } from '@pipewright/graph';
import { unclockedDocument } from './sample.ts';
import { median } from './statistics.ts';
import { idleChain } from './telemetry/idle-chain.ts';
import { MeteredRuns } from './telemetry/metered-runs.ts';
import { type Compared, comparedText, type Measure, Rounds, type Way } from './telemetry/rounds.ts';

/** Of the sample. */
const DEFAULT_NUM_ROUNDS = 20;
/** Runs may cost this share more than bare. */
const GOAL = 0.01;

const NUM_CHAIN_ROUNDS = 9;
const NUM_CHAIN_ELEMENTS = 6;
const NUM_CHAIN_BUFFERS = 1_000_000;

const BARE = 'bare';
const TELEMETRY = 'telemetry';
const METADATA = 'telemetry and metadata';

/** As PIPEWRIGHT_BENCH_ROUNDS says, if it does. */
function numRounds(): number {
  const asked = process.env.PIPEWRIGHT_BENCH_ROUNDS;
  if (asked !== undefined && !/^[1-9]\d*$/.test(asked)) {
    throw new RangeError(`PIPEWRIGHT_BENCH_ROUNDS is a number of rounds from 1, not "${asked}".`);
  }
  return asked === undefined ? DEFAULT_NUM_ROUNDS : Number(asked);
}

interface BenchContext {
  readonly root: string;
  readonly folder: string;
}

function waysOf({ root, folder }: BenchContext, document: PipelineDocument): Way[] {
  mkdirSync(folder);
  const runs = new MeteredRuns(root, folder, document);
  return [
    { name: BARE, run: () => runs.bare() },
    { name: TELEMETRY, run: () => runs.runner({ sendsMetadata: false }) },
    { name: METADATA, run: () => runs.runner({ sendsMetadata: true }) },
  ];
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

function reportSample(rounds: Rounds): void {
  const ratio = (name: string, measure: Measure) =>
    rounds.compare(BARE, name, (bare, ours) => bare[measure] / ours[measure]);
  for (const name of [TELEMETRY, METADATA]) {
    const cpu = ratio(name, 'cpuSeconds');
    console.log(
      `${name}: ${comparedText(cpu)} in CPU time, ${comparedText(ratio(name, 'wallSeconds'))} ` +
        `by the clock; ${verdict(cpu)}`,
    );
    console.log(`  ${ownThreadsText(rounds, name)}`);
  }
  const { confidence } = ratio(TELEMETRY, 'cpuSeconds').interval;
  console.log(
    `(bare / runner, 1 = as cheap: median of ${rounds.of(BARE).length} rounds and the ` +
      `${(100 * confidence).toFixed(0)} % interval of the true one)`,
  );
}

/** What of it falls on threads that no pipeline has. */
function ownThreadsText(rounds: Rounds, name: string): string {
  const share = (isThread: (thread: { name: string; isMain: boolean }) => boolean) =>
    median(
      rounds.of(name).map(({ threads, wallSeconds }) => {
        const seconds = threads
          .filter(isThread)
          .reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
        return (1000 * seconds) / wallSeconds;
      }),
    ).toFixed(1);
  return (
    `main thread ${share(({ isMain }) => isMain)} ms a second, of the channel's ` +
    `${share((thread) => thread.name.startsWith('channel-'))} ms`
  );
}

function reportChain(rounds: Rounds): void {
  const numPasses = NUM_CHAIN_BUFFERS * (NUM_CHAIN_ELEMENTS + 1);
  const nanos = (seconds: number) => (1e9 * seconds) / numPasses;
  const cost = rounds.compare(TELEMETRY, BARE, (ours, bare) =>
    nanos(ours.cpuSeconds - bare.cpuSeconds),
  );
  const alone = median(rounds.of(BARE).map(({ cpuSeconds }) => nanos(cpuSeconds)));
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
    const chain = idleChain(NUM_CHAIN_ELEMENTS, NUM_CHAIN_BUFFERS);
    // No metadata passes it.
    const chainWays = waysOf({ root, folder: join(folder, 'chain') }, chain).slice(0, 2);
    reportChain(await Rounds.take(chainWays, NUM_CHAIN_ROUNDS));
    const sample = unclockedDocument(root, { loops: false });
    const sampleWays = waysOf({ root, folder: join(folder, 'sample') }, sample);
    reportSample(await Rounds.take(sampleWays, numSampleRounds));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
