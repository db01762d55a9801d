/** Pipeline documents on disk: revisions, conflicts, names. */
import { access, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { applyEdit, emptyDocument, parseDocument, printDocument } from '@pipewright/graph';
import type { DocumentEntry, Layout, OpenDocument } from '@pipewright/protocol';
import { Refusal } from '../errors/app-error.ts';
import type { DocumentChange, Documents } from '../trpc/context.ts';
import { createAtomically, writeAtomically } from './atomic-write.ts';
import { containedPath } from './contained-path.ts';
import type { DocumentWatcher } from './document-watcher.ts';
import { fileNameFor } from './file-name.ts';
import { readLayout, writeLayout } from './layout-file.ts';
import { revisionOf } from './revision.ts';
import { refuseConflict } from './save-conflict.ts';
import { PIPELINES_FOLDER } from './workspace-folder.ts';
import { WriteQueue } from './write-queue.ts';

export const DOCUMENT_SUFFIX = '.pipeline.yaml';
const LAYOUT_SUFFIX = '.layout.json';

interface KnownName {
  readonly modifiedAtMillis: number;
  readonly sizeBytes: number;
  readonly name: string;
}

export class DocumentStore implements Documents {
  readonly #root: string;
  readonly #watcher: DocumentWatcher;
  readonly #names = new Map<string, KnownName>();
  readonly #writes = new WriteQueue();

  constructor(workspace: string, watcher: DocumentWatcher) {
    this.#root = workspace;
    this.#watcher = watcher;
  }

  async list(): Promise<DocumentEntry[]> {
    const names = await readdir(join(this.#root, PIPELINES_FOLDER));
    const paths = names
      .filter((name) => name.endsWith(DOCUMENT_SUFFIX) && !name.startsWith('.'))
      .map((name) => `${PIPELINES_FOLDER}/${name}`);
    const entries = await Promise.all(paths.map((path) => this.#entry(path)));
    return entries
      .filter((entry) => entry !== undefined)
      .sort((a, b) => a.name.localeCompare(b.name) || a.path.localeCompare(b.path));
  }

  async open(path: string): Promise<OpenDocument> {
    const file = await this.#file(path);
    const text = await this.#read(path, file);
    const layout = await readLayout(layoutFileOf(file));
    return { path, text, layout, revision: revisionOf(text) };
  }

  async create(input: { name: string; text?: string | undefined }): Promise<OpenDocument> {
    const text = input.text ?? printDocument(emptyDocument(input.name));
    const path = await this.#createFree(input.name, text);
    this.#watcher.lookNow();
    return this.open(path);
  }

  async save(input: {
    path: string;
    text: string;
    layout?: Layout | undefined;
    baseRevision: string;
  }): Promise<{ revision: string }> {
    const file = await this.#file(input.path);
    return this.#writes.run(file, async () => {
      await refuseConflict(input.path, file, input.baseRevision);
      await writeAtomically(file, input.text);
      if (input.layout !== undefined) {
        await writeLayout(layoutFileOf(file), input.layout);
      }
      this.#watcher.lookNow();
      return { revision: revisionOf(input.text) };
    });
  }

  async saveLayout(path: string, layout: Layout): Promise<void> {
    const file = await this.#file(path);
    await this.#writes.run(file, async () => {
      await this.#read(path, file);
      await writeLayout(layoutFileOf(file), layout);
    });
  }

  /** Renames the file and, where the document can be read, the name inside it. */
  async rename(path: string, name: string): Promise<{ path: string }> {
    const file = await this.#file(path);
    return this.#writes.run(file, async () => {
      const text = renamedText(await this.#read(path, file), name);
      if (fileNameFor(name) === basename(path, DOCUMENT_SUFFIX)) {
        await writeAtomically(file, text);
        this.#watcher.lookNow();
        return { path };
      }
      const newPath = await this.#createFree(name, text);
      await moveIfThere(layoutFileOf(file), layoutFileOf(await this.#file(newPath)));
      await unlink(file);
      this.#watcher.lookNow();
      return { path: newPath };
    });
  }

  async delete(path: string, baseRevision: string): Promise<void> {
    const file = await this.#file(path);
    await this.#writes.run(file, async () => {
      await refuseConflict(path, file, baseRevision);
      await unlink(file);
      await unlinkIfThere(layoutFileOf(file));
      this.#watcher.lookNow();
    });
  }

  changes(signal: AbortSignal): AsyncIterable<DocumentChange[]> {
    return this.#watcher.changes(signal);
  }

  /** The absolute path of a document; refuses what is no document of the workspace. */
  async #file(path: string): Promise<string> {
    const file = await containedPath(this.#root, path);
    const isDocument = path.startsWith(`${PIPELINES_FOLDER}/`) && path.endsWith(DOCUMENT_SUFFIX);
    if (!isDocument || path.split('/').length !== 2) {
      throw new Refusal(
        'bad-request',
        `"${path}" is no pipeline document: they are called ${PIPELINES_FOLDER}/NAME${DOCUMENT_SUFFIX}.`,
      );
    }
    return file;
  }

  async #read(path: string, file: string): Promise<string> {
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        throw new Refusal('not-found', `There is no document "${path}" in the workspace.`);
      }
      if ((error as NodeJS.ErrnoException).code === 'EISDIR') {
        throw new Refusal('bad-request', `"${path}" is a folder, not a document.`);
      }
      throw error;
    }
  }

  async #entry(path: string): Promise<DocumentEntry | undefined> {
    try {
      const file = await this.#file(path);
      const stats = await stat(file);
      const known = this.#names.get(path);
      const isKnown = known?.modifiedAtMillis === stats.mtimeMs && known.sizeBytes === stats.size;
      const name = isKnown ? known.name : nameIn(await readFile(file, 'utf8'), path);
      this.#names.set(path, { modifiedAtMillis: stats.mtimeMs, sizeBytes: stats.size, name });
      return { path, name, modifiedAtMillis: stats.mtimeMs };
    } catch (error) {
      // Deleted while the folder was read, a link out of the workspace, or a folder by such a name.
      const { code } = error as NodeJS.ErrnoException;
      if (error instanceof Refusal || code === 'ENOENT' || code === 'EISDIR') {
        return undefined;
      }
      throw error;
    }
  }

  async #createFree(name: string, text: string): Promise<string> {
    for (let number = 1; ; number += 1) {
      const suffix = number === 1 ? '' : `-${number}`;
      const path = `${PIPELINES_FOLDER}/${fileNameFor(name)}${suffix}${DOCUMENT_SUFFIX}`;
      try {
        await createAtomically(await this.#file(path), text);
        return path;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
          throw error;
        }
      }
    }
  }
}

function layoutFileOf(documentFile: string): string {
  return documentFile.slice(0, -DOCUMENT_SUFFIX.length) + LAYOUT_SUFFIX;
}

function nameIn(text: string, path: string): string {
  const parsed = parseDocument(text);
  return parsed.ok ? parsed.document.name : basename(path, DOCUMENT_SUFFIX);
}

function renamedText(text: string, name: string): string {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    return text;
  }
  const edited = applyEdit(parsed.document, { kind: 'set-name', name });
  return edited.ok ? printDocument(edited.document, text) : text;
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await access(from);
  } catch {
    return;
  }
  await rename(from, to);
}

async function unlinkIfThere(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  }
}
