/**
 * `npm run -s pipewright -- ARGS`: the command line. Without `npm start` or `npm test` before it,
 * what it needs is brought and built first; runs need the native runner, which those two build.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './lib/paths.mjs';

const STDERR = 2;
const EXIT_UNUSABLE = 2;
const main = join(ROOT, 'apps/cli/dist/main.js');

if (!existsSync(main)) {
  // Standard output is for the command's results.
  const { status } = spawnSync(
    process.execPath,
    [join(ROOT, 'packages/tooling/scripts/set-up-command-line.mjs')],
    { stdio: ['ignore', STDERR, STDERR] },
  );
  if (status !== 0) {
    process.exit(EXIT_UNUSABLE);
  }
}
// npm runs scripts in the repository; paths of the call are meant from where it was made.
if (process.env.INIT_CWD) {
  process.chdir(process.env.INIT_CWD);
}
await import(pathToFileURL(main).href);
