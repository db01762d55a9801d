/** `npm run -s pipewright -- ARGS`: the command line, once `npm start` or `npm test` has set up. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './lib/paths.mjs';

const main = join(ROOT, 'apps/cli/dist/main.js');
if (existsSync(main)) {
  await import(pathToFileURL(main).href);
} else {
  process.stderr.write('Pipewright is not built yet: run `npm start` or `npm test` once.\n');
  process.exitCode = 2;
}
