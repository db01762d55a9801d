/** Installs the system packages that running needs: a layer of its own in images. */
import { runMain } from './lib/console.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

await runMain(() => ensureSystemPackages({ forTests: false }));
