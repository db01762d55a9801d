/** Runs a pipeline by the command line on the CPU stand-in and tells what it came to. */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PipelineDocument, printDocument } from '@pipewright/graph';

/** What became of one pipeline. */
export type Outcome =
  | { readonly verdict: 'eos' | 'limit'; readonly seconds: number; readonly frames: number }
  | { readonly verdict: 'refused' | 'error'; readonly finding: Finding }
  | { readonly verdict: 'hung'; readonly seconds: number }
  | { readonly verdict: 'unreadable'; readonly problem: string };

/** The first error of the check or of the run. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly element?: string;
}

export interface RunOptions {
  /** Of the repository, with the command line built. */
  readonly root: string;
  /** Where everything that runs leave behind goes. */
  readonly scratch: string;
  /** After which a run is stopped with EOS. */
  readonly limitSeconds: number;
  /** Stops the run. */
  readonly signal: AbortSignal;
}

/** A run that has not even ended after this many limits is killed. */
const LIMITS_UNTIL_HUNG = 3;
/** As the command line has them. */
const EXIT_INPUT_ERRORS = 1;
const CANCEL_MILLIS = 3000;

/** Undefined for a run that the signal stopped. */
export async function runPipeline(
  document: PipelineDocument,
  { root, scratch, limitSeconds, signal }: RunOptions,
): Promise<Outcome | undefined> {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const path = join(folder, 'corpus.pipeline.yaml');
  writeFileSync(path, printDocument(document));
  const call = (args: readonly string[], seconds: number) =>
    callCommandLine(join(root, 'apps/cli/dist/main.js'), args, folder, seconds, signal);
  const hungSeconds = limitSeconds * LIMITS_UNTIL_HUNG;
  const run = await call(
    ['run', path, '--runtime', 'standin', '--for', `${limitSeconds}s`, '--json'],
    hungSeconds,
  );
  if (signal.aborted) return undefined;
  if (run.isKilled) return { verdict: 'hung', seconds: hungSeconds };
  if (run.code === EXIT_INPUT_ERRORS) {
    const checked = await call(['check', path, '--json'], hungSeconds);
    return signal.aborted
      ? undefined
      : { verdict: 'refused', finding: firstRefusal(checked.stdout) ?? firstLine(run.stderr) };
  }
  if (run.stdout === '') return { verdict: 'error', finding: firstLine(run.stderr) };
  const summary = JSON.parse(run.stdout) as {
    readonly seconds: number;
    readonly frames: number;
    readonly errors: readonly Finding[];
  };
  if (run.code !== 0) {
    return { verdict: 'error', finding: summary.errors[0] ?? firstLine(run.stderr) };
  }
  const { seconds, frames } = summary;
  return { verdict: seconds >= limitSeconds ? 'limit' : 'eos', seconds, frames };
}

function firstRefusal(stdout: string): Finding | undefined {
  if (stdout === '') return undefined;
  const { files } = JSON.parse(stdout) as {
    files: readonly { readonly diagnostics: readonly (Finding & { severity: string })[] }[];
  };
  return files
    .flatMap(({ diagnostics }) => diagnostics)
    .find(({ severity }) => severity === 'error');
}

/** What a call says that ends without a result. */
function firstLine(stderr: string): Finding {
  const [line] = stderr.trim().split('\n');
  return { code: 'no-result', message: line || 'The command line said nothing.' };
}

/** In a folder that relative paths of the pipeline may fill, with a hard limit. */
function callCommandLine(
  cli: string,
  args: readonly string[],
  folder: string,
  limitSeconds: number,
  signal: AbortSignal,
): Promise<{ code: number | null; stdout: string; stderr: string; isKilled: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: folder,
      // Temporary files go away with the folder.
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C on the terminal reaches the caller alone, which decides.
      detached: true,
    });
    let [stdout, stderr, isKilled] = ['', '', false];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const kill = () => {
      isKilled = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(kill, limitSeconds * 1000);
    const cancel = () => {
      clearTimeout(timer);
      timer = setTimeout(kill, CANCEL_MILLIS);
      child.kill('SIGINT');
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      resolve({ code, stdout, stderr, isKilled });
    });
  });
}
