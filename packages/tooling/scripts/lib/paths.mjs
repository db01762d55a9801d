/** Where things are in the repository. */
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../../../..');
export const CACHE = join(ROOT, '.cache');
export const NATIVE = join(ROOT, 'native-runner');
export const TEST_RESULTS = join(CACHE, 'test-results');

/** Path of an executable that the root package depends on. */
export const bin = (name) => join(ROOT, 'node_modules', '.bin', name);
