/** The bundled command as a child process, as a user runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A command that was started and may still run. */
export interface StartedCommand {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

export function startCommand(
  args: readonly string[],
  options: CommandOptions = {},
): StartedCommand {
  if (!existsSync(MAIN)) {
    throw new Error(`${MAIN} is missing: "npm test" bundles the command before its tests.`);
  }
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return { child, finished: finish(child, options.input ?? '') };
}

export function runCommandLine(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Finished> {
  return startCommand(args, options).finished;
}

async function finish(child: ChildProcess, input: string): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  child.stdin?.end(input);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, stdout, stderr };
}
