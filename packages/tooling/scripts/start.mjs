/** `npm start`: sets up what is missing, then serves the editor. */
import { join } from 'node:path';
import { runMain } from './lib/console.mjs';
import { execute } from './lib/execute.mjs';
import { ROOT } from './lib/paths.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(async () => {
  await setUp({ forTests: false });
  process.exitCode = await execute(process.execPath, [
    '--enable-source-maps',
    join(ROOT, 'apps/server/dist/main.js'),
  ]);
});
