/**
 * `npm run corpus -- FOLDER [--only TEXT] [--limit SECONDS] [--jobs NUMBER]`: runs the pipelines of a folder on the
 * CPU stand-in, with the sample media in place of their inputs, and tells what each came to.
 */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleForNode } from './lib/bundle.mjs';
import { runMain, SetupError } from './lib/console.mjs';
import { CACHE, ROOT } from './lib/paths.mjs';
import { setUp, setUpDependencies } from './lib/setup.mjs';

const USAGE = 'Usage: npm run corpus -- FOLDER [--only TEXT] [--limit SECONDS] [--jobs NUMBER]';
/** As a shell has it for a command that Ctrl-C ended. */
const EXIT_CANCELLED = 130;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        only: { type: 'string' },
        limit: { type: 'string', default: '20' },
        jobs: { type: 'string', default: String(Math.max(1, availableParallelism() >> 1)) },
      },
    });
  } catch (error) {
    throw new SetupError(`${error.message}\n${USAGE}`);
  }
}

function readCall() {
  const { values, positionals } = readArguments();
  if (positionals.length !== 1) {
    throw new SetupError(`One folder is needed, but got ${positionals.length}.\n${USAGE}`);
  }
  const limitSeconds = Number(values.limit);
  if (!(limitSeconds > 0 && Number.isFinite(limitSeconds))) {
    throw new SetupError(`--limit takes a number of seconds, but got "${values.limit}".`);
  }
  const jobs = Number(values.jobs);
  if (!(Number.isInteger(jobs) && jobs > 0)) {
    throw new SetupError(`--jobs takes a whole number from 1, but got "${values.jobs}".`);
  }
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0]);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) {
    const reason = stats === undefined ? 'does not exist' : 'is not a folder';
    throw new SetupError(`${folder} ${reason}. ${USAGE}`);
  }
  return { folder, only: values.only, limitSeconds, jobs };
}

/** Aborted by Ctrl-C and its like; a second one ends the process as usual. */
function cancellation() {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => controller.abort());
  return controller.signal;
}

await runMain(async () => {
  const { folder, only, ...options } = readCall();
  await setUpDependencies();
  const bundle = join(CACHE, 'bench', 'run-corpus.mjs');
  await bundleForNode('bench/src/run-corpus/main.ts', bundle);
  const { CorpusError, findPipelines, runCorpus } = await import(pathToFileURL(bundle).href);
  const pipelines = await findPipelines(folder, only).catch((error) => {
    throw error instanceof CorpusError ? new SetupError(error.message) : error;
  });
  await setUp({ forTests: false });
  const signal = cancellation();
  await runCorpus(pipelines, { root: ROOT, ...options, signal });
  if (signal.aborted) process.exitCode = EXIT_CANCELLED;
});
