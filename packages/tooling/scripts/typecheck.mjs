/** `npm run typecheck`: every workspace package by its own tsconfig.json. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runMain, step } from './lib/console.mjs';
import { execute } from './lib/execute.mjs';
import { bin, ROOT } from './lib/paths.mjs';
import { setUpDependencies } from './lib/setup.mjs';

const projects = ['packages', 'apps']
  .flatMap((group) => readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`))
  .concat('e2e', 'bench')
  .filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json')));

await runMain(async () => {
  await setUpDependencies();
  for (const project of projects) {
    const code = await step(project, () => execute(bin('tsc'), ['-p', project]));
    if (code !== 0) {
      process.exitCode = 1;
    }
  }
});
