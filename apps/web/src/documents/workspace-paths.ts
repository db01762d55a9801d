/** Paths as documents write them: relative to the document's folder, with forward slashes. */

/** The folder of a workspace path; empty for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The workspace path `target` as written in a document in `folder`. */
export function relativePath(folder: string, target: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = target.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) {
    shared++;
  }
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** A path that a document in `folder` writes, as a workspace path; undefined when it leaves it. */
export function workspacePath(folder: string, written: string): string | undefined {
  if (written.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(written)) {
    return undefined;
  }
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of written.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) {
        return undefined;
      }
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}
