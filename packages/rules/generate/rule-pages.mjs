// Writes docs/rules, the reference of the rules, from what they say of themselves and from the documents of their
// tests.
//
//   node packages/rules/generate/rule-pages.mjs            write the pages
//   node packages/rules/generate/rule-pages.mjs --check    exit with 1 when a page is out of date

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../../..');
const source = join(root, 'packages/rules/src');
const pagesFolder = join(root, 'docs/rules');

/** Lets the tests hand their documents to the generator instead of running. @type {import('esbuild').Plugin} */
const collectTests = {
  name: 'collect-tests',
  setup(plugins) {
    plugins.onResolve({ filter: /\/rule-harness\.ts$/ }, () => ({
      path: join(source, 'reference/collecting-harness.ts'),
    }));
    plugins.onResolve({ filter: /^vitest$/ }, () => ({ path: 'vitest', namespace: 'no-tests' }));
    plugins.onLoad({ filter: /.*/, namespace: 'no-tests' }, () => ({
      contents:
        'export const test = () => {}; export const describe = test; export const expect = test;',
    }));
  },
};

/** The pages by file name. @returns {Promise<ReadonlyMap<string, string>>} */
async function makePages() {
  const tests = readdirSync(join(source, 'rules')).filter((name) => name.endsWith('.test.ts'));
  const entry = [
    ...tests.map((name) => `import './rules/${name}';`),
    "import { collectedSketches } from './reference/collecting-harness.ts';",
    "import { referencePages } from './reference/reference-pages.ts';",
    "import { rules } from './rules.ts';",
    'export const pages = referencePages(rules, collectedSketches());',
  ].join('\n');
  const scratch = mkdtempSync(join(tmpdir(), 'pipewright-rules-'));
  try {
    const outfile = join(scratch, 'rule-pages.mjs');
    await build({
      stdin: { contents: entry, resolveDir: source, loader: 'ts' },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'warning',
      plugins: [collectTests],
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    });
    return (await import(pathToFileURL(outfile).href)).pages;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @param {string} name */
function committed(name) {
  try {
    return readFileSync(join(pagesFolder, name), 'utf8');
  } catch {
    return undefined;
  }
}

const pages = await makePages();
mkdirSync(pagesFolder, { recursive: true });
const stale = readdirSync(pagesFolder).filter((name) => !pages.has(name));
const changed = [...pages].filter(([name, text]) => committed(name) !== text);

if (process.argv.includes('--check')) {
  const names = [...stale, ...changed.map(([name]) => name)];
  if (names.length > 0) {
    console.error(`Not what \`npm run generate\` writes, in docs/rules: ${names.join(', ')}`);
    process.exit(1);
  }
} else {
  for (const name of stale) rmSync(join(pagesFolder, name));
  for (const [name, text] of changed) writeFileSync(join(pagesFolder, name), text);
}
