/** The sample under the runner with all telemetry, beside bare gst-launch-1.0 on the same elements. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unclockedSample } from './sample.ts';
import { median } from './statistics.ts';

const NUM_PAIRS = 5;

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) {
    throw new Error(`${command} ended with ${status}:\n${stderr}`);
  }
  return stdout;
}

/** Seconds from PLAYING to the end, without the start of processes, as the command line tells. */
function playedByRunner(cli: string, sample: string): number {
  const args = [cli, 'run', sample, '--runtime', 'standin', '--json'];
  const { seconds, frames, latencyMs } = JSON.parse(run(process.execPath, args));
  if (!(frames > 0) || latencyMs === null) {
    throw new Error('The run measured nothing: this would compare something else.');
  }
  return seconds;
}

/** The same, as gst-launch-1.0 tells it. */
function playedByLaunch(script: string, env: NodeJS.ProcessEnv): number {
  const output = run('sh', [script], env);
  const [, hours, minutes, seconds] =
    /Execution ended after (\d+):(\d+):([\d.]+)/.exec(output) ?? [];
  if (seconds === undefined) {
    throw new Error(`gst-launch-1.0 did not say how long it played:\n${output}`);
  }
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
}

/** Prints the median seconds of both and the median of their ratios (1.00: as fast as bare). */
export default async function benchThroughput(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-bench-'));
  try {
    const cli = join(root, 'apps/cli/dist/main.js');
    const sample = unclockedSample(root, folder, { loops: false });
    const script = join(folder, 'launch.sh');
    const exported = spawnSync(process.execPath, [cli, 'export', sample, '--to', 'gst-launch'], {
      encoding: 'utf8',
    });
    if (exported.status !== 0) {
      throw new Error(exported.stderr);
    }
    writeFileSync(script, exported.stdout);
    const standin = {
      GST_PLUGIN_PATH: join(root, 'native-runner/build/standin'),
    };

    const ours: number[] = [];
    const bare: number[] = [];
    for (let pair = 0; pair < NUM_PAIRS; pair += 1) {
      const measures = [
        () => ours.push(playedByRunner(cli, sample)),
        () => bare.push(playedByLaunch(script, standin)),
      ];
      for (const measure of pair % 2 === 0 ? measures : measures.reverse()) {
        measure();
      }
      console.log(
        `pair ${pair + 1}: runner ${ours[pair]?.toFixed(2)} s, bare ${bare[pair]?.toFixed(2)} s`,
      );
    }
    const ratios = bare.map((seconds, pair) => seconds / (ours[pair] ?? Number.NaN));
    console.log(
      `runner ${median(ours).toFixed(2)} s, gst-launch-1.0 ${median(bare).toFixed(2)} s, ` +
        `ratio ${median(ratios).toFixed(3)} (median of ${NUM_PAIRS} pairs, ` +
        `${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)})`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
