/**
 * Runs pipelines of others on the CPU stand-in: each file of a folder is imported, its inputs are
 * replaced by the sample media, and the command line runs it headless. Prints what each came to,
 * and the counts.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { catalogueFor, recogniseConfig } from '@pipewright/catalogue';
import { noteText, recogniseImportFormat } from '@pipewright/formats';
import { type PipelineDocument, printDocument } from '@pipewright/graph';
import { adaptDocument } from './adapt-document.ts';
import { makeSampleInputs, type SampleInputs } from './sample-inputs.ts';

export interface CorpusOptions {
  /** Pipelines and configs, in any depth. */
  readonly folder: string;
  /** Only files whose path holds this. */
  readonly only?: string;
  /** After which a run is stopped with EOS. */
  readonly limitSeconds: number;
  /** How many pipelines run side by side. */
  readonly jobs: number;
}

/** What became of one pipeline. */
interface Outcome {
  readonly verdict: 'eos' | 'limit' | 'not imported' | 'refused by check' | 'error' | 'hung';
  /** The first reason; empty for a success. */
  readonly reason: string;
}

export async function runCorpus(root: string, options: CorpusOptions): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'pipewright-corpus-'));
  const counts = new Map<string, number>();
  try {
    const inputs = makeSampleInputs(root, scratch);
    const { only } = options;
    const paths = listFiles(options.folder).filter(
      (path) => only === undefined || path.includes(only),
    );
    await forEachOf(paths, options.jobs, async (path) => {
      const name = relative(options.folder, path);
      const outcomes = await runFile(root, path, scratch, inputs, options);
      for (const [index, outcome] of outcomes.entries()) {
        counts.set(outcome.verdict, (counts.get(outcome.verdict) ?? 0) + 1);
        const reason = outcome.reason === '' ? '' : `: ${outcome.reason}`;
        console.log(`${name}${index === 0 ? '' : ` (${index + 1})`}: ${outcome.verdict}${reason}`);
      }
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`\n${total} pipelines`);
  for (const [verdict, count] of counts) console.log(`  ${verdict}: ${count}`);
}

/** Starts with the first `jobs` of them, and with the next one whenever one is done. */
async function forEachOf<T>(
  items: readonly T[],
  jobs: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  // All workers share it, so each item is taken once.
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? listFiles(path) : [path];
    });
}

/** An outcome per pipeline of the file; none for a file that is no pipeline. */
async function runFile(
  root: string,
  path: string,
  scratch: string,
  inputs: SampleInputs,
  options: CorpusOptions,
): Promise<Outcome[]> {
  const source = { text: readFileSync(path, 'utf8'), fileName: path };
  const format = recogniseImportFormat(source);
  // deepstream-app's files are both a pipeline and a config file.
  const config = recogniseConfig(path, source.text);
  if (format === undefined || (config !== undefined && config.id !== format.id)) return [];
  const read = await format.read(source, {
    catalogueFor,
    // The lists of sources that deepstream-app's files name.
    readFile: async (named) => (named.endsWith('.csv') ? inputs.sourcesCsv : undefined),
  });
  if (!read.ok) {
    return [{ verdict: 'not imported', reason: read.errors.map(noteText).join('; ') }];
  }
  const outcomes: Outcome[] = [];
  for (const { document } of read.pipelines) {
    outcomes.push(await runDocument(root, adaptDocument(document, inputs), scratch, options));
  }
  return outcomes;
}

async function runDocument(
  root: string,
  document: PipelineDocument,
  scratch: string,
  options: CorpusOptions,
): Promise<Outcome> {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const path = join(folder, 'corpus.pipeline.yaml');
  writeFileSync(path, printDocument(document));
  const cli = join(root, 'apps/cli/dist/main.js');
  const limit = `${options.limitSeconds}s`;
  const args = [cli, 'run', path, '--runtime', 'standin', '--for', limit, '--json'];
  const run = await execute(args, options.limitSeconds * 3, folder);
  if (run.isKilled)
    return { verdict: 'hung', reason: `no end after ${options.limitSeconds * 3} s` };
  if (run.code === 1)
    return { verdict: 'refused by check', reason: firstLine(run.stderr, / error /) };
  if (run.code !== 0 || run.stdout === '') {
    return { verdict: 'error', reason: firstProblem(run.stdout) ?? firstLine(run.stderr, /./) };
  }
  const { seconds } = JSON.parse(run.stdout) as { seconds: number };
  return { verdict: seconds >= options.limitSeconds ? 'limit' : 'eos', reason: '' };
}

function firstProblem(stdout: string): string | undefined {
  if (stdout === '') return undefined;
  const { errors } = JSON.parse(stdout) as {
    errors: readonly { readonly element?: string; readonly message: string }[];
  };
  const [first] = errors;
  return first && [first.element, first.message].filter(Boolean).join(': ').replaceAll('\n', ' ');
}

function firstLine(text: string, pattern: RegExp): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => pattern.test(line)) ?? lines[0] ?? '').trim();
}

/** Runs Node with a hard limit, in a folder that relative paths of the pipeline may fill. */
function execute(
  args: string[],
  limitSeconds: number,
  folder: string,
): Promise<{ code: number | null; stdout: string; stderr: string; isKilled: boolean }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr, isKilled] = ['', '', false];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const timer = setTimeout(() => {
      isKilled = true;
      child.kill('SIGKILL');
    }, limitSeconds * 1000);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr, isKilled });
    });
  });
}
