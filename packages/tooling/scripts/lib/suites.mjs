/** The test suites: each runs and returns how many of its tests passed, and those that failed. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './execute.mjs';
import { configureNative, NATIVE_BUILDS, nativeFolder } from './native-build.mjs';
import { bin, ROOT, TEST_RESULTS } from './paths.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { readMesonReport, readPlaywrightReport, readVitestReport } from './test-reports.mjs';

/** Sanitizers make programs several times slower, so the tests get more patience. */
const TIMEOUT_MULTIPLIER = { run: 1, address: 4, thread: 8 };

/** The program and arguments that run `command` so that a build's sanitizer can start. */
function startable(build, command) {
  const { maxRandomBits } = NATIVE_BUILDS[build];
  const setting = '/proc/sys/vm/mmap_rnd_bits';
  const isTooRandom =
    maxRandomBits !== undefined &&
    existsSync(setting) &&
    Number(readFileSync(setting, 'utf8')) > maxRandomBits;
  return isTooRandom ? ['setarch', ['-R', ...command]] : [command[0], command.slice(1)];
}

/**
 * What a suite's report says. A runner that wrote none, or that exits with an error without having
 * written a failed test (a crash, a time-out), counts as one failure.
 */
async function resultOf(read, report, exitCode) {
  const failure = {
    name: 'the whole suite',
    why: `Its runner exited with ${exitCode}; see above.`,
  };
  if (!existsSync(report)) {
    return { passed: 0, failures: [failure] };
  }
  const { passed, failures } = await read(report);
  return { passed, failures: exitCode !== 0 && failures.length === 0 ? [failure] : failures };
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
  return resultOf(readVitestReport, report, exitCode);
}

/**
 * The native tests of one of NATIVE_BUILDS that Meson's arguments `choice` pick. Meson builds what
 * they need; `run` has been built by the set-up.
 */
function native(build, choice = []) {
  return async () => {
    if (build !== 'run') {
      if (!process.env.PIPEWRIGHT_SKIP_SYSTEM_PACKAGES) {
        await ensureSystemPackages({ forTests: true, forSanitizers: true });
      }
      await configureNative(build, { forTests: true });
    }
    const folder = nativeFolder(build);
    const report = join(folder, 'meson-logs', 'testlog.junit.xml');
    rmSync(report, { force: true });
    const { environment = {} } = NATIVE_BUILDS[build];
    const sanitized = {
      // A scanner of plugins that is a program of its own has no sanitizer to load them with.
      GST_REGISTRY_FORK: 'no',
      GST_REGISTRY: join(folder, 'gstreamer-registry.bin'),
      ...environment,
    };
    const [program, args] = startable(build, [
      'meson',
      'test',
      '-C',
      folder,
      '--print-errorlogs',
      `--timeout-multiplier=${TIMEOUT_MULTIPLIER[build]}`,
      ...choice,
    ]);
    const exitCode = await execute(program, args, {
      env: build === 'run' ? process.env : { ...process.env, ...sanitized },
    });
    return resultOf(readMesonReport, report, exitCode);
  };
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
  return resultOf(readPlaywrightReport, report, exitCode);
}

/** Those that `npm test` runs. */
export const suites = { unit, native: native('run'), e2e };

/** Those that look for faults in other builds of the native part: run when they are asked for. */
export const suitesOnRequest = {
  address: native('address', ['--no-suite=fuzz']),
  thread: native('thread', ['--suite=threads']),
  fuzz: native('address', ['--suite=fuzz']),
};
