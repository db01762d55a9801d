/** Paths from clients, held inside a folder. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Refusal } from '../errors/app-error.ts';

/** Whether `path` is `folder` or below it. Both absolute and without symbolic links. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/**
 * The absolute path of `path` below `root`, which must exist. Refuses absolute paths, ways out by
 * `..` and by symbolic links. What it names need not exist.
 */
export async function containedPath(root: string, path: string): Promise<string> {
  const absolute = resolve(root, path);
  if (path.includes('\0') || isAbsolute(path) || !isInside(resolve(root), absolute)) {
    throw outside(path);
  }
  const real = await realPathOfPossible(absolute);
  if (!isInside(await realpath(root), real)) {
    throw outside(path);
  }
  return real;
}

/** The real path of something that may not exist: that of its nearest existing folder, extended. */
export async function realPathOfPossible(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    const { code } = error as NodeJS.ErrnoException;
    // Below something that is a file there is nothing, as there is in a folder that is not there.
    if ((code !== 'ENOENT' && code !== 'ENOTDIR') || parent === path) {
      throw error;
    }
    return join(await realPathOfPossible(parent), basename(path));
  }
}

function outside(path: string): Refusal {
  return new Refusal('forbidden', `"${path}" is outside the workspace.`);
}
