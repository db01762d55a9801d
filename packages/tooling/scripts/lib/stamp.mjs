/** Skips a build step whose inputs are those of the last time. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CACHE, ROOT } from './paths.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'build', '.git', '.cache']);

function addToHash(hash, path) {
  const stats = statSync(path);
  if (stats.isDirectory()) {
    for (const name of readdirSync(path).sort()) {
      if (!SKIPPED.has(name)) {
        addToHash(hash, join(path, name));
      }
    }
  } else {
    hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`);
  }
}

/** A digest of the names, sizes and times of all files below the given paths of the repository. */
function fingerprint(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) {
    const path = join(ROOT, input);
    if (existsSync(path)) {
      addToHash(hash, path);
    }
  }
  return hash.digest('hex');
}

/**
 * Runs `action` unless the inputs are unchanged since it last succeeded and every output exists.
 * Returns whether it ran.
 */
export async function whenChanged(name, { inputs, outputs }, action) {
  const stampPath = join(CACHE, 'stamps', name);
  const current = fingerprint(inputs);
  const unchanged =
    existsSync(stampPath) &&
    readFileSync(stampPath, 'utf8') === current &&
    outputs.every((output) => existsSync(join(ROOT, output)));
  if (unchanged) {
    return false;
  }
  await action();
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, current);
  return true;
}
