/** An hour of video through looped sources: does the runner's memory stay flat? */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { unclockedSample } from './sample.ts';
import { median } from './statistics.ts';

const FRAMES_PER_HOUR = 30 * 3600;
const SAMPLE_MILLIS = 5000;
/** Caches and pools fill in the beginning. */
const WARM_UP_SHARE = 0.2;
/** A leak of 300 bytes a frame adds more in an hour to a runner of 1.5 GiB. */
const FLAT_RATIO = 1.02;

interface Summary {
  readonly frames: number;
  readonly seconds: number;
}

/** Resident bytes of the runner that the command line has started; undefined while there is none. */
function runnerMemory(cli: ChildProcess): number | undefined {
  try {
    const tasks = readdirSync(`/proc/${cli.pid}/task`);
    for (const task of tasks) {
      const children = readFileSync(`/proc/${cli.pid}/task/${task}/children`, 'utf8').trim();
      for (const child of children === '' ? [] : children.split(' ')) {
        const status = readFileSync(`/proc/${child}/status`, 'utf8');
        if (status.startsWith('Name:\tpipewright-runn')) {
          return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
        }
      }
    }
  } catch {
    // It ended between two looks.
  }
  return undefined;
}

/** Runs for a time; gives the summary and the memory as it was every few seconds. */
async function run(cli: string, sample: string, seconds: number) {
  const child = spawn(
    process.execPath,
    [cli, 'run', sample, '--runtime', 'standin', '--json', '--for', `${seconds}s`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const stop = new AbortController();
  void ended.then(() => stop.abort());
  const memory: number[] = [];
  try {
    for await (const _ of setInterval(SAMPLE_MILLIS, undefined, { signal: stop.signal })) {
      const bytes = runnerMemory(child);
      if (bytes !== undefined) {
        memory.push(bytes);
      }
    }
  } catch (error) {
    if (!stop.signal.aborted) {
      throw error;
    }
  }
  const code = await ended;
  if (code !== 0) {
    throw new Error(`The run ended with ${code}.`);
  }
  return { summary: JSON.parse(output.join('')) as Summary, memory };
}

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** Prints the memory after the warm-up and at the end, each the median of a tenth of the run. */
export default async function benchSoak(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-bench-'));
  try {
    const cli = join(root, 'apps/cli/dist/main.js');
    const sample = unclockedSample(root, folder, { loops: true });
    const trial = (await run(cli, sample, 15)).summary;
    const rate = trial.frames / trial.seconds;
    const seconds = Math.ceil(FRAMES_PER_HOUR / rate);
    console.log(`${rate.toFixed(0)} frames a second: an hour of video takes ${seconds} s`);
    const { summary, memory } = await run(cli, sample, seconds);
    const warm = memory.slice(Math.floor(memory.length * WARM_UP_SHARE));
    const tenth = Math.max(1, Math.floor(warm.length / 10));
    const first = median(warm.slice(0, tenth));
    const last = median(warm.slice(-tenth));
    console.log(
      `${summary.frames} frames (${(summary.frames / FRAMES_PER_HOUR).toFixed(2)} h of video at 30/s): ` +
        `${mebibytes(first)} MiB after the warm-up, ${mebibytes(last)} MiB at the end, ` +
        `ratio ${(last / first).toFixed(3)}, at most ${mebibytes(Math.max(...memory))} MiB`,
    );
    console.log(
      last <= first * FLAT_RATIO
        ? `Memory stays flat (ratio up to ${FLAT_RATIO}).`
        : `Memory grows: the ratio is above ${FLAT_RATIO}.`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
