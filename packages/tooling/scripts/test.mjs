/**
 * `npm test`: sets up, then runs every suite (TypeScript, native, end to end) and ends with
 * `N passed, N failed` over all of them. `npm test -- unit native e2e` picks suites;
 * `address`, `thread` and `fuzz` build the native part with sanitizers and fuzz targets.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
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
    return { passed: 0, failures: [{ name: 'the set-up', why: error.message }] };
  }
}

/** Of a failed test, whose whole text stands above, as many first and last lines are told again. */
const FIRST_LINES = 12;
const LAST_LINES = 24;
const COLUMNS = 400;

function describe(suite, { name, why }) {
  const lines = stripVTControlCharacters(why ?? '')
    .trim()
    .split('\n');
  const numLeftOut = lines.length - FIRST_LINES - LAST_LINES;
  if (numLeftOut > 1) {
    lines.splice(FIRST_LINES, numLeftOut, `… ${numLeftOut} lines …`);
  }
  const told = lines.map((line) => `    ${line.slice(0, COLUMNS)}\n`);
  return `${suite}: ${name}\n${told.join('')}`;
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
  const descriptions = [];
  for (const name of asked.length > 0 ? asked : Object.keys(suites)) {
    const { passed, failures } = await run(name, known[name]);
    process.stdout.write(`  ${name}: ${passed} passed, ${failures.length} failed\n`);
    total.passed += passed;
    total.failed += failures.length;
    descriptions.push(...failures.map((failure) => describe(name, failure)));
  }
  writeFileSync(join(TEST_RESULTS, 'total.json'), JSON.stringify(total));
  writeFileSync(join(TEST_RESULTS, 'failures.txt'), descriptions.join(''));
  if (descriptions.length > 0) {
    process.stdout.write(`\nFailed:\n${descriptions.join('')}`);
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  if (total.failed > 0 || total.passed === 0) {
    process.exitCode = 1;
  }
});
