/** From a fresh clone to something that runs. Each step is skipped when nothing changed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForNode } from './bundle.mjs';
import { SetupError, step } from './console.mjs';
import { execute, executeQuietly } from './execute.mjs';
import { buildNative } from './native-build.mjs';
import { CACHE, ROOT } from './paths.mjs';
import { whenChanged } from './stamp.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const PNPM_VERSION = '12.21.0';
const MINIMUM_NODE = [20, 19];

function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    throw new SetupError(
      `Node ${MINIMUM_NODE.join('.')} or newer is needed, this is ${process.versions.node}.`,
    );
  }
}

/** Brings pnpm from the registry into .cache and returns its path. */
async function ensurePnpm() {
  const folder = join(CACHE, `pnpm-${PNPM_VERSION}`);
  // The registry package's own launcher needs an install script; the platform package does not.
  const architecture = `${process.platform}-${process.arch}`;
  const pnpm = join(folder, 'node_modules', '@pnpm', `exe.${architecture}`, 'pnpm');
  if (!existsSync(pnpm)) {
    await step(`Fetching pnpm ${PNPM_VERSION}`, () =>
      executeQuietly(
        'npm',
        [
          'install',
          '--no-audit',
          '--no-fund',
          '--ignore-scripts',
          '--prefix',
          folder,
          `@pnpm/exe.${architecture}@${PNPM_VERSION}`,
        ],
        { what: 'Fetching pnpm from the npm registry' },
      ),
    );
  }
  return pnpm;
}

async function installDependencies() {
  const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'];
  await whenChanged('dependencies', { inputs, outputs: ['node_modules'] }, async () => {
    const pnpm = await ensurePnpm();
    await step('Installing dependencies', async () => {
      const code = await execute(pnpm, ['install', '--frozen-lockfile', '--reporter=append-only']);
      if (code !== 0) {
        throw new SetupError('The dependencies could not be installed; see above.');
      }
    });
  });
}

const PACKAGE_SOURCES = ['packages', 'pnpm-lock.yaml', 'tsconfig.base.json'];

async function buildEditor() {
  await whenChanged(
    'editor',
    {
      inputs: ['apps/web', ...PACKAGE_SOURCES],
      outputs: ['apps/web/dist/index.html'],
    },
    () =>
      step('Building the editor', () =>
        executeQuietly('node', [join(ROOT, 'apps/web/node_modules/vite/bin/vite.js'), 'build'], {
          cwd: join(ROOT, 'apps/web'),
          what: 'Building the editor',
        }),
      ),
  );
}

/** Bundles the server and the command line into one file each. */
async function buildNodeApps() {
  const apps = ['server', 'cli'];
  await whenChanged(
    'node-apps',
    {
      inputs: [...apps.map((app) => `apps/${app}/src`), ...PACKAGE_SOURCES],
      outputs: apps.map((app) => `apps/${app}/dist/main.js`),
    },
    () =>
      step('Building the server and the command line', async () => {
        for (const app of apps) {
          await bundleForNode(`apps/${app}/src/main.ts`, `apps/${app}/dist/main.js`);
        }
      }),
  );
}

/** Everything that `npm start` and `npm test` need. */
export async function setUp({ forTests }) {
  ensureNode();
  if (!process.env.PIPEWRIGHT_SKIP_SYSTEM_PACKAGES) {
    await ensureSystemPackages({ forTests });
  }
  await installDependencies();
  await buildNative('run', { forTests });
  await Promise.all([buildEditor(), buildNodeApps()]);
}

/** For the scripts that only need the dependencies: lint, typecheck, generate. */
export async function setUpDependencies() {
  ensureNode();
  await installDependencies();
}

/** For commands that run no pipeline: enough in a user's CI. */
export async function setUpCommandLine() {
  ensureNode();
  await installDependencies();
  await buildNodeApps();
}
