/** The test suites: each runs and returns its real counts of passed and failed tests. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './execute.mjs';
import { bin, NATIVE_BUILD, ROOT, TEST_RESULTS } from './paths.mjs';

/**
 * A runner that exits with an error without having written a failed test (a crash, a file that
 * does not load) counts as one failure.
 */
function counts({ passed, failed, exitCode }) {
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

async function unit() {
  const report = join(TEST_RESULTS, 'unit.json');
  const exitCode = await execute(bin('vitest'), [
    'run',
    '--config=packages/tooling/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) {
    return { passed: 0, failed: 1 };
  }
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  return counts({ passed: numPassedTests, failed: numFailedTests, exitCode });
}

async function native() {
  const exitCode = await execute('meson', ['test', '-C', NATIVE_BUILD, '--print-errorlogs']);
  const report = join(NATIVE_BUILD, 'meson-logs', 'testlog.junit.xml');
  if (!existsSync(report)) {
    return { passed: 0, failed: 1 };
  }
  // Meson writes one <testcase> a test case, with a <failure> or <error> child when it failed.
  const cases = readFileSync(report, 'utf8').split('<testcase ').slice(1);
  const failed = cases.filter((text) => /<(failure|error)\b/.test(text)).length;
  const skipped = cases.filter((text) => text.includes('<skipped')).length;
  return counts({ passed: cases.length - failed - skipped, failed, exitCode });
}

async function e2e() {
  const report = join(TEST_RESULTS, 'e2e.json');
  const exitCode = await execute(
    process.execPath,
    [join(ROOT, 'e2e/node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'],
    {
      cwd: join(ROOT, 'e2e'),
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  );
  if (!existsSync(report)) {
    return { passed: 0, failed: 1 };
  }
  const { stats } = JSON.parse(readFileSync(report, 'utf8'));
  return counts({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    exitCode,
  });
}

export const suites = { unit, native, e2e };
