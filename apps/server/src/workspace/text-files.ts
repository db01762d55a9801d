/** Text files that pipelines read, opened and saved by the editor. */
import { mkdir, readFile, stat, watch } from 'node:fs/promises';
import { basename, dirname, isAbsolute } from 'node:path';
import type { OpenTextFile } from '@pipewright/protocol';
import { Refusal } from '../errors/app-error.ts';
import type { TextFiles } from '../trpc/context.ts';
import { createAtomically, writeAtomically } from './atomic-write.ts';
import { containedPath, isInside, realPathOfPossible } from './contained-path.ts';
import { DOCUMENT_SUFFIX } from './document-store.ts';
import { readRefusal } from './read-refusal.ts';
import { revisionOf } from './revision.ts';
import { refuseConflict } from './save-conflict.ts';
import { SDK_FOLDER } from './workspace-files.ts';
import { WriteQueue } from './write-queue.ts';

/** Largest file that is opened, bytes: config files have a few kilobytes. */
const MAX_TEXT_BYTES = 1024 * 1024;
/** Several events of one save are one look. */
const SETTLE_MILLIS = 60;

export class WorkspaceTextFiles implements TextFiles {
  readonly #root: string;
  readonly #writes = new WriteQueue();

  constructor(workspace: string) {
    this.#root = workspace;
  }

  /** A file of the workspace by its path in it, or one of the SDK by its absolute path. */
  async open(path: string): Promise<OpenTextFile> {
    const isWritable = !isAbsolute(path);
    const file = isWritable ? await containedPath(this.#root, path) : await sdkFile(path);
    const text = await readText(path, file);
    return { path, text, revision: revisionOf(text), isWritable };
  }

  /** An empty base revision makes a new file, with the folders it needs. */
  async save(input: {
    path: string;
    text: string;
    baseRevision: string;
  }): Promise<{ revision: string }> {
    const { path, text, baseRevision } = input;
    const file = await this.#writable(path);
    if (Buffer.byteLength(text) > MAX_TEXT_BYTES) {
      throw tooLarge(path, Buffer.byteLength(text));
    }
    return this.#writes.run(file, async () => {
      await refuseConflict(path, file, baseRevision);
      if (baseRevision === '') {
        await create(path, file, text);
      } else {
        await writeAtomically(file, text);
      }
      return { revision: revisionOf(text) };
    });
  }

  /** Revisions of a file each time it changes, null while it is gone; until the signal aborts. */
  async *changes(path: string, signal: AbortSignal): AsyncIterable<string | null> {
    const file = await containedPath(this.#root, path);
    let last = await revisionIn(file);
    try {
      for await (const { filename } of watch(dirname(file), { signal })) {
        if (filename !== null && filename !== basename(file)) {
          continue;
        }
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLIS));
        const revision = await revisionIn(file);
        if (revision !== last) {
          last = revision;
          yield revision;
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  async #writable(path: string): Promise<string> {
    const file = await containedPath(this.#root, path);
    if (path.endsWith(DOCUMENT_SUFFIX)) {
      throw new Refusal('bad-request', `"${path}" is a pipeline document: save it as one.`);
    }
    return file;
  }
}

/** The real path of a file below the SDK's folder; nothing else outside the workspace is shown. */
async function sdkFile(path: string): Promise<string> {
  const real = await realPathOfPossible(path);
  if (path.includes('\0') || !isInside(await realPathOfPossible(SDK_FOLDER), real)) {
    throw new Refusal(
      'forbidden',
      `"${path}" is outside the workspace. Copy it into the workspace to edit it here.`,
    );
  }
  return real;
}

async function readText(path: string, file: string): Promise<string> {
  try {
    const stats = await stat(file);
    if (!stats.isFile()) {
      throw new Refusal('bad-request', `"${path}" is a folder, not a file.`);
    }
    if (stats.size > MAX_TEXT_BYTES) {
      throw tooLarge(path, stats.size);
    }
    const bytes = await readFile(file);
    return decode(path, bytes);
  } catch (error) {
    throw readRefusal(path, error);
  }
}

/** Only what can be written back byte for byte: UTF-8 without NUL. */
function decode(path: string, bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('bad-request', `"${path}" is not written in UTF-8: convert it first.`);
  }
  if (text.includes('\0')) {
    throw new Refusal('bad-request', `"${path}" is not a text file.`);
  }
  return text;
}

async function create(path: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  try {
    await createAtomically(file, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      await refuseConflict(path, file, '');
    }
    throw error;
  }
}

async function revisionIn(file: string): Promise<string | null> {
  try {
    return revisionOf(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}

function tooLarge(path: string, sizeBytes: number): Refusal {
  const size = (sizeBytes / 1024 / 1024).toFixed(1);
  return new Refusal('bad-request', `"${path}" has ${size} MiB: texts up to 1 MiB can be edited.`);
}
