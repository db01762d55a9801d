/** TypeScript with its dependencies into one file that Node runs. */
import { readFile } from 'node:fs/promises';
import { SetupError } from './console.mjs';
import { ROOT } from './paths.mjs';

// CommonJS dependencies inside an ES module still ask for require().
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * Large JSON as a text that is parsed when its module first runs: Node reads a text faster than the
 * same data as an object literal, and skips it when the module is never needed.
 */
const jsonAsText = {
  name: 'json-as-text',
  setup(plugins) {
    plugins.onLoad({ filter: /\/packages\/.*\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};

/** Bundles `entry` (a path below the root) into `outfile`, with a source map. */
export async function bundleForNode(entry, outfile) {
  // Only now: setting up, which imports this file, is what installs it.
  const { build } = await import('esbuild');
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: true,
      logLevel: 'warning',
      banner: { js: REQUIRE },
      plugins: [jsonAsText],
    });
  } catch (error) {
    throw new SetupError(`Bundling ${entry} failed: ${error.message}`);
  }
}
