/** The programs under test, as child processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
export const NATIVE_BUILD = resolve(ROOT, 'native-runner/build');

/** What a finished process left. */
export interface Finished {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<Finished> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  child.stdin.end(options.input ?? '');
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { exitCode, signal, stdout, stderr };
}

/** `pipewright ARGS`, as a user calls it. */
export function pipewright(args: readonly string[], options?: Parameters<typeof runToEnd>[2]) {
  return runToEnd(process.execPath, [resolve(ROOT, 'apps/cli/dist/main.js'), ...args], options);
}

/** A server on its own port and workspace. */
export interface PipewrightServer {
  readonly url: string;
  readonly workspace: string;
  readonly process: ChildProcess;
  /** SIGTERM, then waits for the end. */
  stop(): Promise<void>;
}

/** Starts the server as `npm start` does and waits until it says that it is ready. */
export async function startServer(workspace: string): Promise<PipewrightServer> {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', resolve(ROOT, 'apps/server/dist/main.js')],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        PIPEWRIGHT_PORT: '0',
        PIPEWRIGHT_WORKSPACE: workspace,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const url = await new Promise<string>((ready, fail) => {
    const read = (data: Buffer) => {
      output += data;
      const address = /ready at (http:\S+)\n/.exec(output)?.[1];
      if (address !== undefined) {
        ready(address);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code) => fail(new Error(`The server ended with ${code}:\n${output}`)));
  });
  return {
    url,
    workspace,
    process: child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const closed = once(child, 'close');
        child.kill('SIGTERM');
        await closed;
      }
    },
  };
}
