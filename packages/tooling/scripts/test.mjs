/**
 * `npm test`: sets up, then runs every suite (TypeScript, native, end to end) and ends with
 * `N passed, N failed` over all of them. `npm test -- unit native e2e` picks suites;
 * `address`, `thread` and `fuzz` build the native part with sanitizers and fuzz targets.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMain, SetupError, step } from './lib/console.mjs';
import { TEST_RESULTS } from './lib/paths.mjs';
import { setUp } from './lib/setup.mjs';
import { suites, suitesOnRequest } from './lib/suites.mjs';

/** A suite that can't be set up counts as one failure; the others still run. */
async function run(name, suite) {
  try {
    return await step(`Running the ${name} tests`, suite);
  } catch (error) {
    if (!(error instanceof SetupError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    return { passed: 0, failed: 1 };
  }
}

await runMain(async () => {
  const asked = process.argv.slice(2);
  const known = { ...suites, ...suitesOnRequest };
  const unknown = asked.filter((name) => !(name in known));
  if (unknown.length > 0) {
    throw new SetupError(
      `No suite is called ${unknown.join(', ')}; there are ${Object.keys(known).join(', ')}.`,
    );
  }
  await setUp({ forTests: true });
  rmSync(TEST_RESULTS, { recursive: true, force: true });
  mkdirSync(TEST_RESULTS, { recursive: true });

  const total = { passed: 0, failed: 0 };
  for (const name of asked.length > 0 ? asked : Object.keys(suites)) {
    const { passed, failed } = await run(name, known[name]);
    process.stdout.write(`  ${name}: ${passed} passed, ${failed} failed\n`);
    total.passed += passed;
    total.failed += failed;
  }
  writeFileSync(join(TEST_RESULTS, 'total.json'), JSON.stringify(total));
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  if (total.failed > 0 || total.passed === 0) {
    process.exitCode = 1;
  }
});
