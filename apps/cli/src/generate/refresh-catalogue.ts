/**
 * Brings packages/catalogue/data/deepstream-9.1.json to what this machine's DeepStream registers.
 * `npm run generate` bundles and runs it; where there is no SDK it says so and changes nothing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  currentDeepStream,
  formatSnapshot,
  knownFactoryNames,
  refreshSnapshot,
} from '@pipewright/catalogue/refresh';
import { inspectRegistry, locateRunner } from '@pipewright/supervisor';

/** Where the SDK says which version it is. */
const SDK_VERSION_FILE = '/opt/nvidia/deepstream/deepstream/version';

export interface RefreshOutcome {
  /** One line for the terminal. */
  readonly summary: string;
  /** What differs from the data file, a line each. */
  readonly drift: readonly string[];
}

/** With `check`, nothing is written. Rejects when the registry can't be read. */
export async function refreshCatalogue(root: string, check: boolean): Promise<RefreshOutcome> {
  const located = locateRunner(root, process.env);
  if (!located.ok) {
    return skipped(`no runner is built (${located.problem})`);
  }
  const registry = await inspectRegistry({
    installation: located.installation,
    environment: process.env,
    folder: tmpdir(),
    factories: knownFactoryNames(),
    runtime: 'auto',
  });
  if (registry.runtime !== 'deepstream') {
    return skipped('no DeepStream SDK is on this machine, only the stand-in');
  }
  const version = await sdkVersion();
  if (version !== currentDeepStream) {
    return skipped(
      `the SDK here is DeepStream ${version ?? 'of a version it does not tell'}, the data is of ${currentDeepStream}`,
    );
  }
  const path = join(root, `packages/catalogue/data/deepstream-${currentDeepStream}.json`);
  const text = await readFile(path, 'utf8');
  const { catalogue, changes } = refreshSnapshot(JSON.parse(text), registry);
  const refreshed = formatSnapshot(catalogue);
  if (!check && refreshed !== text) {
    await writeFile(path, refreshed);
  }
  const verb = check ? 'would change' : 'changed';
  return {
    summary: `DeepStream ${version}'s registry ${verb} ${changes.length} facts`,
    drift: changes,
  };
}

function skipped(reason: string): RefreshOutcome {
  return { summary: `skipped: ${reason}`, drift: [] };
}

async function sdkVersion(): Promise<string | undefined> {
  try {
    const text = await readFile(SDK_VERSION_FILE, 'utf8');
    return /\b(\d+\.\d+)/.exec(text)?.[1];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
