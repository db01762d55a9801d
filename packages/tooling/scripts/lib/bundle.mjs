/** TypeScript with its dependencies into one file that Node runs. */
import { executeQuietly } from './execute.mjs';
import { bin } from './paths.mjs';

// CommonJS dependencies inside an ES module still ask for require().
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Bundles `entry` (a path below the root) into `outfile`, with a source map. */
export async function bundleForNode(entry, outfile) {
  await executeQuietly(
    bin('esbuild'),
    [
      entry,
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--target=node20',
      '--sourcemap',
      '--log-level=warning',
      `--outfile=${outfile}`,
      `--banner:js=${REQUIRE}`,
    ],
    { what: `Bundling ${entry}` },
  );
}
