/** Saves that would overwrite what somebody else wrote. */
import { readFile } from 'node:fs/promises';
import { Refusal } from '../errors/app-error.ts';
import { revisionOf } from './revision.ts';

/**
 * Refuses when the file is not what the change is based on, with both for a comparison. The
 * revision of a file that is not there is empty.
 */
export async function refuseConflict(
  path: string,
  file: string,
  baseRevision: string,
): Promise<void> {
  const currentText = await readIfThere(file);
  const currentRevision = currentText === undefined ? '' : revisionOf(currentText);
  if (currentRevision === baseRevision) {
    return;
  }
  const what =
    currentText === undefined
      ? 'was deleted since it was opened'
      : baseRevision === ''
        ? 'is there already'
        : 'changed on disk since it was opened';
  throw new Refusal('conflict', `"${path}" ${what}.`, {
    conflict: { path, currentRevision, currentText: currentText ?? '' },
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
