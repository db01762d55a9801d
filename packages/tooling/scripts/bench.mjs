/** `npm run bench [-- NAME...]`: runs the benchmarks under bench/src one after the other. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './lib/bundle.mjs';
import { runMain, SetupError, step } from './lib/console.mjs';
import { CACHE, ROOT } from './lib/paths.mjs';
import { setUp } from './lib/setup.mjs';

/** Helpers of the benchmarks, not benchmarks themselves. */
const HELPERS = new Set(['sample', 'statistics']);

await runMain(async () => {
  const names = readdirSync(join(ROOT, 'bench/src'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .filter((name) => !HELPERS.has(name));
  const asked = process.argv.slice(2);
  const chosen = names.filter(
    (name) => asked.length === 0 || asked.some((start) => name.startsWith(start)),
  );
  if (chosen.length === 0) {
    throw new SetupError(
      `No benchmark is called ${asked.join(', ')}; there are ${names.join(', ')}.`,
    );
  }
  await setUp({ forTests: false });
  for (const name of chosen) {
    const bundle = join(CACHE, 'bench', `${name}.mjs`);
    await bundleForNode(`bench/src/${name}.ts`, bundle);
    const { default: bench } = await import(pathToFileURL(bundle).href);
    await step(name, () => bench(ROOT));
  }
});
