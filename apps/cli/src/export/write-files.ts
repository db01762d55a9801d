/** An export's files on disk. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExportedFile } from '@pipewright/formats';
import { CommandError } from '../exit-codes.ts';

const EXECUTABLE = 0o755;

/** Writes all of them below an absolute folder; resolves with their paths. */
export async function writeFiles(
  folder: string,
  files: readonly ExportedFile[],
): Promise<string[]> {
  const written: string[] = [];
  try {
    for (const { path, text, isExecutable } of files) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
      if (isExecutable) {
        await chmod(target, EXECUTABLE);
      }
      written.push(target);
    }
  } catch (error) {
    throw new CommandError(
      `${folder}: the export can't be written there: ${error instanceof Error ? error.message : error}`,
    );
  }
  return written;
}
