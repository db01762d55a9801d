/** The system packages that building, running and testing need, by Debian and Ubuntu's names. */
import { spawnSync } from 'node:child_process';
import { SetupError, step } from './console.mjs';
import { execute, succeeds } from './execute.mjs';

/** For building and running the native runner and its stand-in. */
const RUN_PACKAGES = [
  'g++',
  'pkg-config',
  'meson',
  'ninja-build',
  'protobuf-compiler',
  'libprotobuf-dev',
  'libyaml-cpp-dev',
  'libcairo2-dev',
  'libpango1.0-dev',
  'nlohmann-json3-dev',
  'librdkafka-dev',
  'libmosquitto-dev',
  'libhiredis-dev',
  'librabbitmq-dev',
  'libmicrohttpd-dev',
  'libgstreamer1.0-dev',
  'libgstreamer-plugins-base1.0-dev',
  'libgstreamer-plugins-bad1.0-dev',
  'libgstrtspserver-1.0-dev',
  'gstreamer1.0-tools',
  'gstreamer1.0-plugins-base',
  'gstreamer1.0-plugins-good',
  'gstreamer1.0-plugins-bad',
  'gstreamer1.0-plugins-ugly',
  'gstreamer1.0-libav',
  'gstreamer1.0-nice',
  'fonts-dejavu-core',
];

/** What the tests need beside those. */
const TEST_PACKAGES = [
  'libgtest-dev',
  'chromium',
  'python3',
  'redis-server',
  'libvalijson-dev',
  'redis-tools',
  'mosquitto',
  'mosquitto-clients',
  'rabbitmq-server',
];

/** What the builds that look for faults need beside those: suppressions go by the names that llvm finds. */
const SANITIZER_PACKAGES = ['clang', 'libclang-rt-dev', 'llvm'];

function missingPackages(names) {
  const { stdout } = spawnSync(
    'dpkg-query',
    ['-W', '-f=${Package} ${db:Status-Abbrev}\\n', ...names],
    {
      encoding: 'utf8',
    },
  );
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.trimEnd().endsWith(' ii'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name));
}

/**
 * Installs what is missing by apt, as root or through sudo. Where that can't be done, throws a
 * SetupError with the list.
 */
export async function ensureSystemPackages({ forTests, forSanitizers = false }) {
  const wanted = [
    ...RUN_PACKAGES,
    ...(forTests ? TEST_PACKAGES : []),
    ...(forSanitizers ? SANITIZER_PACKAGES : []),
  ];
  if (!succeeds('dpkg-query', ['--version'])) {
    throw new SetupError(
      'This system has no apt. Install the equivalents of these Debian packages, put ' +
        `PIPEWRIGHT_SKIP_SYSTEM_PACKAGES=1 into the environment and try again:\n  ${wanted.join(' ')}`,
    );
  }
  const missing = missingPackages(wanted);
  if (missing.length === 0) {
    return;
  }
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : ['sudo'];
  const byHand = `sudo apt-get update && sudo apt-get install ${missing.join(' ')}`;
  if (!isRoot && !succeeds('sudo', ['--version'])) {
    throw new SetupError(
      `System packages are missing and there is no sudo. As root, run:\n  ${byHand}`,
    );
  }
  await step(`Installing system packages: ${missing.join(' ')}`, async () => {
    const apt = async (...args) => {
      const [command, ...rest] = [
        ...prefix,
        'env',
        'DEBIAN_FRONTEND=noninteractive',
        'apt-get',
        ...args,
      ];
      return execute(command, rest);
    };
    // Package lists may be absent (containers) or old: fetch them, but go on with old ones.
    await apt('update', '-q');
    const code = await apt('install', '-y', '-q', '--no-install-recommends', ...missing);
    if (code !== 0) {
      throw new SetupError(`apt-get could not install all of them. Try by hand:\n  ${byHand}`);
    }
  });
}
