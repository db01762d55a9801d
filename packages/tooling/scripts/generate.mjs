/**
 * `npm run generate`: writes the files that are made from others. With `--check` it writes nothing
 * and fails when one of them is not what would be written.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './lib/bundle.mjs';
import { runMain, SetupError, step } from './lib/console.mjs';
import { executeQuietly } from './lib/execute.mjs';
import { CACHE, ROOT } from './lib/paths.mjs';
import { setUpDependencies } from './lib/setup.mjs';

const PROTOCOL = join(ROOT, 'packages/protocol');

async function generateProtocol(outputFolder) {
  mkdirSync(outputFolder, { recursive: true });
  const plugin = join(PROTOCOL, 'node_modules/.bin/protoc-gen-es');
  await executeQuietly('protoc', [
    `--plugin=protoc-gen-es=${plugin}`,
    '-I',
    join(PROTOCOL, 'proto'),
    `--es_out=${outputFolder}`,
    '--es_opt=target=ts,import_extension=ts',
    'pipewright/runner.proto',
    'pipewright/telemetry.proto',
  ]);
}

function listFiles(folder, base = folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? listFiles(path, base) : [relative(base, path)];
  });
}

/** Throws when the two folders differ in names or bytes. */
function requireEqualFolders(committed, generated) {
  const names = new Set([
    ...(existsSync(committed) ? listFiles(committed) : []),
    ...listFiles(generated),
  ]);
  const stale = [...names].filter((name) => {
    const [left, right] = [join(committed, name), join(generated, name)];
    return (
      !existsSync(left) || !existsSync(right) || !readFileSync(left).equals(readFileSync(right))
    );
  });
  if (stale.length > 0) {
    throw new SetupError(
      `Not what \`npm run generate\` writes, in ${relative(ROOT, committed)}: ${stale.join(', ')}`,
    );
  }
}

/** Each: how it is written into a folder, and which folder of the repository that is. */
const generatedFolders = [
  {
    what: 'Protocol messages',
    folder: 'packages/protocol/src/generated',
    write: generateProtocol,
  },
];

/** Generators that know themselves what they write and how to check it. */
const generators = [
  {
    what: "The stand-in's property tables",
    script: 'packages/catalogue/generate/standin-properties.mjs',
  },
  {
    what: "What DeepStream's elements do on the stand-in",
    script: 'packages/catalogue/generate/standin-elements.mjs',
  },
  {
    what: "The stand-in's keys of the tracker's YAML",
    script: 'packages/catalogue/generate/standin-tracker-keys.mjs',
  },
  { what: 'Golden messages', script: 'packages/protocol/generate/golden.mjs' },
  { what: 'The rule reference', script: 'packages/rules/generate/rule-pages.mjs' },
];

/** Brings the catalogue's data to what the DeepStream on this machine registers, where there is one. */
async function refreshCatalogue(check) {
  const bundle = join(CACHE, 'generate', 'refresh-catalogue.mjs');
  await bundleForNode('apps/cli/src/generate/refresh-catalogue.ts', bundle);
  const refresh = await import(pathToFileURL(bundle).href);
  const { summary, drift } = await refresh.refreshCatalogue(ROOT, check);
  process.stdout.write(`  ${summary}\n${drift.map((line) => `    ${line}\n`).join('')}`);
  if (check && drift.length > 0) {
    throw new SetupError('The catalogue differs from the DeepStream here: `npm run generate`.');
  }
}

await runMain(async () => {
  await setUpDependencies();
  const check = process.argv.includes('--check');
  for (const { what, folder, write } of generatedFolders) {
    await step(what, async () => {
      if (!check) {
        rmSync(join(ROOT, folder), { recursive: true, force: true });
        await write(join(ROOT, folder));
        return;
      }
      const scratch = mkdtempSync(join(tmpdir(), 'pipewright-generate-'));
      try {
        await write(scratch);
        requireEqualFolders(join(ROOT, folder), scratch);
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
  }
  // First: the stand-in's tables are made of it.
  await step("The catalogue's data of DeepStream", () => refreshCatalogue(check));
  for (const { what, script } of generators) {
    await step(what, () =>
      executeQuietly(process.execPath, [join(ROOT, script), ...(check ? ['--check'] : [])], {
        what,
      }),
    );
  }
});
