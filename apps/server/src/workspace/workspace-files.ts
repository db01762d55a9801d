/** Files below the workspace: for path pickers and checks. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { FileEntry, FileFacts } from '@pipewright/protocol';
import { readFileFacts } from '@pipewright/supervisor';
import { Refusal } from '../errors/app-error.ts';
import type { Files } from '../trpc/context.ts';
import { containedPath, isInside, realPathOfPossible } from './contained-path.ts';

/** Where the SDK installs itself, in a folder for each version. */
export const SDK_FOLDER = '/opt/nvidia/deepstream';

export class WorkspaceFiles implements Files {
  readonly #root: string;

  constructor(workspace: string) {
    this.#root = workspace;
  }

  /** Folders first, then files, each by name; hidden ones are left out. */
  async list(folder: string): Promise<FileEntry[]> {
    const absolute = await containedPath(this.#root, folder === '' ? '.' : folder);
    let names: string[];
    try {
      names = await readdir(absolute);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') {
        throw new Refusal('not-found', `There is no folder "${folder}" in the workspace.`);
      }
      throw error;
    }
    const prefix = folder === '' || folder === '.' ? '' : `${folder.replace(/\/+$/, '')}/`;
    const entries = await Promise.all(
      names
        .filter((name) => !name.startsWith('.'))
        .map((name) => entryOf(`${prefix}${name}`, join(absolute, name))),
    );
    return entries
      .filter((entry) => entry !== undefined)
      .sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path));
  }

  async facts(documentPath: string, paths: readonly string[]): Promise<Record<string, FileFacts>> {
    const document = await containedPath(this.#root, documentPath);
    const facts = await this.factsFrom(dirname(document), paths);
    return Object.fromEntries(facts);
  }

  /** Facts of paths as a document in `folder` writes them. */
  async factsFrom(folder: string, paths: readonly string[]): Promise<Map<string, FileFacts>> {
    const facts = await Promise.all(
      paths.map(async (path) => [path, await this.#factsOf(folder, path)] as const),
    );
    return new Map(facts);
  }

  /**
   * A pipeline may name any file by its absolute path; that it is there is told, and what is in it
   * only for the workspace and the SDK. A relative path that leads out of the workspace is none
   * that a document can rely on.
   */
  async #factsOf(folder: string, path: string): Promise<FileFacts> {
    if (path.includes('\0')) {
      return { exists: false, reason: 'missing' };
    }
    const absolute = resolve(folder, path);
    const [root, real] = await Promise.all([
      realPathOfPossible(this.#root),
      realPathOfPossible(absolute).catch(() => absolute),
    ]);
    if (!isAbsolute(path) && !isInside(root, real)) {
      return { exists: false, reason: 'outside-allowed-folders' };
    }
    const withContent = isInside(root, real) || isInside(SDK_FOLDER, real);
    return readFileFacts(absolute, { withContent });
  }
}

async function entryOf(path: string, file: string): Promise<FileEntry | undefined> {
  try {
    const stats = await stat(file);
    return stats.isDirectory()
      ? { path, kind: 'folder', sizeBytes: 0 }
      : { path, kind: 'file', sizeBytes: stats.size };
  } catch {
    // A link to nowhere, or deleted since the folder was read: nothing to pick.
    return undefined;
  }
}

function rank(entry: FileEntry): number {
  return entry.kind === 'folder' ? 0 : 1;
}
