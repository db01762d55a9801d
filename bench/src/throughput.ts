/** The sample under the runner with telemetry, beside bare gst-launch-1.0 on the same elements. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unclockedSample } from './sample.ts';
import { median } from './statistics.ts';

const NUM_PAIRS = 3;

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) {
    throw new Error(`${command} ended with ${status}:\n${stderr}`);
  }
  return (performance.now() - startedAt) / 1000;
}

/** Prints the median seconds of both and their ratio (1.00 = as fast as gst-launch-1.0). */
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
      ours.push(run(process.execPath, [cli, 'run', sample, '--runtime', 'standin', '--json']));
      bare.push(run('sh', [script], standin));
    }
    console.log(
      `runner ${median(ours).toFixed(2)} s, gst-launch-1.0 ${median(bare).toFixed(2)} s, ` +
        `ratio ${(median(bare) / median(ours)).toFixed(3)} (medians of ${NUM_PAIRS} alternating pairs)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
