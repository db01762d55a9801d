/** Pipelines of other formats, read as documents. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { catalogueFor } from '@pipewright/catalogue';
import type { ImportFormat, ImportResult } from '@pipewright/formats';
import type { Target } from '@pipewright/graph';
import type { Input } from './read-input.ts';

/** Larger files are no config files. */
const MAX_CONFIG_BYTES = 1024 * 1024;

/** Reads an input with the files that it names, from its own folder on. */
export function importInput(
  input: Input,
  format: ImportFormat,
  target: Partial<Target> = {},
): Promise<ImportResult> {
  return format.read(
    { text: input.text, fileName: input.fileName },
    { catalogueFor, target, readFile: (path) => readTextFile(resolve(input.folder, path)) },
  );
}

/** The text of a file of usual size; undefined when there is none to be had. */
export async function readTextFile(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    return size <= MAX_CONFIG_BYTES ? await readFile(path, 'utf8') : undefined;
  } catch {
    // Whoever asked tells that the file stays a reference.
    return undefined;
  }
}
