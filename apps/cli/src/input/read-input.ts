/** Inputs by path, or from standard input. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CommandError } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { kindInWords, recogniseKind } from './input-kind.ts';

/** `-` on the command line. */
export const STANDARD_INPUT = '-';

export interface Input {
  /** As called: a path, or `-`. */
  readonly path: string;
  readonly text: string;
  /** Absolute; what relative paths in the input start from. */
  readonly folder: string;
}

/** Throws CommandError (exit code 2) when the input can't be read. */
export async function readInput(path: string, terminal: Terminal): Promise<Input> {
  if (path === STANDARD_INPUT) {
    return { path, text: await terminal.readInput(), folder: terminal.workingFolder };
  }
  const file = resolve(terminal.workingFolder, path);
  try {
    return { path, text: await readFile(file, 'utf8'), folder: dirname(file) };
  } catch (error) {
    throw new CommandError(`${path}: ${readProblem(error)}`);
  }
}

/** Throws CommandError (exit code 2) when the input is no pipeline document. */
export function requirePipelineDocument(input: Input): void {
  const kind = recogniseKind(input.text);
  if (kind !== 'pipeline') {
    throw new CommandError(
      `${input.path}: this is ${kindInWords(kind)}; this version reads pipeline documents (YAML with formatVersion, elements and links).`,
    );
  }
}

function readProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'this is a folder, not a file';
    case 'EACCES':
      return 'this file may not be read by this user';
    default:
      return message;
  }
}
