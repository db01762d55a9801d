/** `npm run lint [-- --fix]`: formatting, lint rules and import zones. */
import { runMain } from './lib/console.mjs';
import { execute } from './lib/execute.mjs';
import { bin } from './lib/paths.mjs';
import { setUpDependencies } from './lib/setup.mjs';

await runMain(async () => {
  await setUpDependencies();
  const fix = process.argv.includes('--fix') ? ['--write'] : [];
  process.exitCode = await execute(bin('biome'), ['check', '--error-on-warnings', ...fix]);
});
