/** The builds of native-runner: the one that runs, and those that look for faults. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, step } from './console.mjs';
import { execute, executeQuietly } from './execute.mjs';
import { NATIVE, ROOT } from './paths.mjs';
import { whenChanged } from './stamp.mjs';

const SUPPRESSIONS = join(NATIVE, 'tests/sanitizers');
/**
 * Clang's, whose fuzzer is libFuzzer. Not optimised: that builds several times faster, and the tests
 * are quick enough without.
 */
const SANITIZED = ['-Db_lundef=false', '-Doptimization=0', '-Ddebug=true'];

/**
 * Name -> folder below native-runner, Meson options, compiler and environment of its tests.
 * `tests: undefined` keeps the tests that a build has.
 */
export const NATIVE_BUILDS = {
  run: { folder: 'build', options: [] },
  /** The fuzz targets are part of it, since they want the same sanitizers. */
  address: {
    folder: 'build-address',
    options: ['-Db_sanitize=address,undefined', ...SANITIZED, '-Dfuzzing=true'],
    tests: true,
    compiler: 'clang++',
    environment: {
      // Stacks through libraries without frame pointers are needed to know whose a leak is.
      ASAN_OPTIONS: 'detect_stack_use_after_return=1:fast_unwind_on_malloc=0',
      LSAN_OPTIONS: `suppressions=${join(SUPPRESSIONS, 'leak.supp')}:print_suppressions=0`,
      UBSAN_OPTIONS: `halt_on_error=1:print_stacktrace=1:suppressions=${join(SUPPRESSIONS, 'undefined.supp')}`,
    },
  },
  thread: {
    folder: 'build-thread',
    options: ['-Db_sanitize=thread', ...SANITIZED],
    tests: true,
    compiler: 'clang++',
    /** Random bits of addresses (`vm.mmap_rnd_bits`) in which Clang's ThreadSanitizer still finds its way. */
    maxRandomBits: 28,
    environment: {
      // Of libraries without it only their thread starts and locks are looked at; the runner ends
      // with threads that a blocked element holds.
      TSAN_OPTIONS: `ignore_noninstrumented_modules=1:report_thread_leaks=0:second_deadlock_stack=1:suppressions=${join(SUPPRESSIONS, 'thread.supp')}`,
    },
  },
};

export const nativeFolder = (name) => join(NATIVE, NATIVE_BUILDS[name].folder);

/** Whether a build has its tests already: then it keeps them, as each change costs a rebuild. */
function hasTests(folder) {
  const options = join(folder, 'meson-info', 'intro-buildoptions.json');
  if (!existsSync(options)) {
    return false;
  }
  const found = JSON.parse(readFileSync(options, 'utf8'));
  return found.some(({ name, value }) => name === 'tests' && value === true);
}

/** Configures one of NATIVE_BUILDS, once. */
export async function configureNative(name, { forTests }) {
  const { onnxRuntimeLibrary } = await import('./onnx-runtime.mjs');
  const { options, tests, compiler } = NATIVE_BUILDS[name];
  const folder = nativeFolder(name);
  const withTests = tests ?? (forTests || hasTests(folder));
  const wanted = [...options, `-Dtests=${withTests}`, `-Donnxruntime=${onnxRuntimeLibrary()}`];
  const configured = existsSync(join(folder, 'build.ninja'));
  await whenChanged(
    `native-${name}-${withTests ? 'tests' : 'run'}`,
    {
      inputs: ['native-runner/meson_options.txt', 'pnpm-lock.yaml'],
      outputs: [join(folder, 'build.ninja').slice(ROOT.length + 1)],
    },
    () =>
      step('Configuring the native build', async () => {
        const command = configured
          ? ['configure', folder, ...wanted]
          : ['setup', folder, NATIVE, ...wanted];
        const output = await executeQuietly('meson', command, {
          what: 'Configuring the native build',
          env: compiler === undefined ? process.env : { ...process.env, CXX: compiler },
        });
        const found = /DeepStream SDK\s*: (\w+)/.exec(output)?.[1];
        process.stdout.write(`  DeepStream SDK: ${found?.toLowerCase() ?? 'as before'}\n`);
      }),
  );
}

/** Configures (once) and builds one of NATIVE_BUILDS; Ninja decides what is stale. */
export async function buildNative(name, { forTests }) {
  await configureNative(name, { forTests });
  const folder = nativeFolder(name);
  await step('Building the native runner and the CPU stand-in', async () => {
    const code = await execute('ninja', ['-C', folder, '--quiet']);
    if (code !== 0) {
      throw new SetupError('The native part could not be built; see above.');
    }
  });
}
