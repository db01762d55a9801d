/** TypeScript with its dependencies into files that Node runs. */
import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
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

/**
 * Bundles `entry` (a path below the root) into `outfile` with a source map. What is imported only
 * when it is needed gets a file of its own beside it, which is read only then.
 */
export async function bundleForNode(entry, outfile) {
  // Only now: setting up, which imports this file, is what installs it.
  const { build } = await import('esbuild');
  const extension = extname(outfile);
  const name = basename(outfile, extension);
  const chunks = `${name}-chunks`;
  await rm(resolve(ROOT, dirname(outfile), chunks), { recursive: true, force: true });
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: [entry],
      outdir: dirname(outfile),
      outExtension: { '.js': extension },
      entryNames: name,
      chunkNames: `${chunks}/[name]-[hash]`,
      splitting: true,
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
