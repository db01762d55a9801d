/** A command in this very process: for tests that call many. */
import type { Environment } from '@pipewright/supervisor';
import { runCli } from '../cli.ts';

export interface Called {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `pipewright ARGS` without standard input. */
export async function callInProcess(
  args: readonly string[],
  environment: Environment = {},
): Promise<Called> {
  let stdout = '';
  let stderr = '';
  const exitCode = await runCli(args, {
    environment,
    workingFolder: process.cwd(),
    drawsProgress: false,
    usesColour: false,
    columns: 100,
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    readInput: () => Promise.resolve(''),
    onInterrupt: () => () => undefined,
  });
  return { exitCode, stdout, stderr };
}
