/** Inputs by path, or from standard input. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { type InputKind, kindIds, kindOf, recogniseInput } from '@pipewright/formats';
import { CommandError } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

/** `-` on the command line. */
export const STANDARD_INPUT = '-';

export interface Input {
  /** As called: a path, or `-`. */
  readonly path: string;
  /** The file's own name; for standard input one with the suffix that its text looks like. */
  readonly fileName: string;
  readonly text: string;
  /** Absolute; what relative paths in the input start from. */
  readonly folder: string;
  readonly recognised: InputKind;
}

/** `from` overrides what the content says. Throws CommandError (2) when the input can't be read. */
export async function readInput(path: string, terminal: Terminal, from?: string): Promise<Input> {
  const forced = from === undefined ? undefined : forcedKind(from);
  const isStandardInput = path === STANDARD_INPUT;
  const file = resolve(terminal.workingFolder, path);
  const text = isStandardInput ? await terminal.readInput() : await readText(path, file);
  const fileName = isStandardInput ? nameFor(text) : basename(file);
  return {
    path,
    fileName,
    text,
    folder: isStandardInput ? terminal.workingFolder : dirname(file),
    recognised: forced ?? recogniseInput(fileName, text),
  };
}

function forcedKind(id: string): InputKind {
  const kind = kindOf(id);
  if (kind === undefined) {
    throw new CommandError(`--from takes ${kindIds().join(', ')}, but got "${id}".`);
  }
  return kind;
}

/** DeepStream tells INI and YAML apart by the suffix, which standard input does not have. */
function nameFor(text: string): string {
  const isYaml = /^(?:%YAML|[\w-]+:(?:\s|$))/m.test(text) && !/^\s*\[[\w-]+\]/m.test(text);
  return isYaml ? 'input.yml' : 'input.txt';
}

async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${path}: ${readProblem(error)}`);
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
