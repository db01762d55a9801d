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
import { setUp } from './lib/setup.mjs';

const USAGE = 'Usage: npm run corpus -- FOLDER [--only TEXT] [--limit SECONDS] [--jobs NUMBER]';

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      limit: { type: 'string', default: '20' },
      jobs: { type: 'string', default: String(Math.max(1, availableParallelism() >> 1)) },
    },
  });
  const limitSeconds = Number(values.limit);
  const jobs = Number(values.jobs);
  const isWhole = Number.isInteger(jobs) && jobs > 0;
  if (positionals.length !== 1 || !(limitSeconds > 0) || !isWhole) throw new SetupError(USAGE);
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0]);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new SetupError(`There is no folder ${folder}. ${USAGE}`);
  }
  await setUp({ forTests: false });
  const bundle = join(CACHE, 'bench', 'run-corpus.mjs');
  await bundleForNode('bench/src/run-corpus/main.ts', bundle);
  const { runCorpus } = await import(pathToFileURL(bundle).href);
  await runCorpus(ROOT, { folder, only: values.only, limitSeconds, jobs });
});
