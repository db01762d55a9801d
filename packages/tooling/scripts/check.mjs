/** `npm run check`: all that is not a test: lint, types, generated files, native formatting. */
import { join } from 'node:path';
import { runMain, step } from './lib/console.mjs';
import { execute } from './lib/execute.mjs';
import { ROOT } from './lib/paths.mjs';

const scripts = [
  ['Lint and import zones', 'lint.mjs'],
  ['Types', 'typecheck.mjs'],
  ['Generated files', 'generate.mjs', '--check'],
];

await runMain(async () => {
  for (const [name, script, ...args] of scripts) {
    const path = join(ROOT, 'packages/tooling/scripts', script);
    const code = await step(name, () => execute(process.execPath, [path, ...args]));
    if (code !== 0) {
      process.stderr.write(`Check failed: ${name}\n`);
      process.exitCode = 1;
    }
  }
});
