/** `pipewright worker --redis URL` */
import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { findRepositoryRoot, locateRunner } from '@pipewright/supervisor';
import { CommandError, EXIT_DONE, EXIT_RUN_FAILED } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { RUN_QUEUE } from '../worker/run-job.ts';
import { RunWorker } from '../worker/run-worker.ts';

export async function workerCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      redis: { type: 'string' },
      label: { type: 'string', multiple: true, default: [] },
      concurrency: { type: 'string', default: '1' },
    },
  });
  if (positionals.length > 0) {
    throw new CommandError('worker takes options only. See pipewright worker --help.');
  }
  if (values.redis === undefined || !/^rediss?:\/\//.test(values.redis)) {
    throw new CommandError('worker needs --redis URL, e.g. redis://localhost:6379.');
  }
  const concurrency = Number(values.concurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new CommandError(
      `--concurrency takes a whole number from 1 on, but got "${values.concurrency}".`,
    );
  }
  const root = findRepositoryRoot(import.meta.dirname, terminal.environment);
  const located = locateRunner(root, terminal.environment);
  if (!located.ok) {
    throw new CommandError(located.problem, EXIT_RUN_FAILED);
  }
  const worker = new RunWorker({
    installation: located.installation,
    environment: terminal.environment,
    redisUrl: values.redis,
    hostName: hostname(),
    labels: readLabels(values.label),
    concurrency,
  });
  const address = new URL(values.redis).host;
  worker.on('trouble', (error) => terminal.err(`Redis at ${address}: ${error.message}\n`));
  worker.on('started', (jobId) => terminal.out(`run ${jobId} started\n`));
  worker.on('ended', (jobId, how) => terminal.out(`run ${jobId} ended: ${how}\n`));
  try {
    await worker.start();
  } catch (error) {
    throw new CommandError(
      `Redis at ${address} can't be reached: ${error instanceof Error ? error.message : error}`,
      EXIT_RUN_FAILED,
    );
  }
  terminal.out(`Taking runs of ${RUN_QUEUE} at ${address}; Ctrl-C ends after those at work\n`);
  await untilInterrupted(worker, terminal);
  return EXIT_DONE;
}

/** The first Ctrl-C lets the runs at work end; the second gives them to other hosts. */
function untilInterrupted(worker: RunWorker, terminal: Terminal): Promise<void> {
  return new Promise((resolve, reject) => {
    let isFinishing = false;
    const release = terminal.onInterrupt(() => {
      if (isFinishing) {
        worker.leave();
        return;
      }
      isFinishing = true;
      worker.finish().then(resolve, reject).finally(release);
    });
  });
}

function readLabels(options: readonly string[]): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const option of options) {
    const separator = option.indexOf('=');
    if (separator < 1) {
      throw new CommandError(`--label takes NAME=VALUE, but got "${option}".`);
    }
    labels[option.slice(0, separator)] = option.slice(separator + 1);
  }
  return labels;
}
