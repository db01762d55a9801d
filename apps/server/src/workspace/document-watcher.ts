/** Notices documents that change on disk, by anyone. */
import { type FSWatcher, watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { EventHub } from '../events/event-stream.ts';
import type { DocumentChange } from '../trpc/context.ts';
import { revisionOf } from './revision.ts';

/** Several events of one save are one look. */
const SETTLE_MILLIS = 60;
/** How often to look where the system can't tell of changes. */
const POLL_MILLIS = 2000;

interface Seen {
  readonly modifiedAtMillis: number;
  readonly sizeBytes: number;
  readonly revision: string;
}

/** Watches one folder, not those below it. */
export class DocumentWatcher {
  readonly #folder: string;
  readonly #pathPrefix: string;
  readonly #suffix: string;
  readonly #logger: Logger;
  readonly #hub = new EventHub<DocumentChange[]>();
  readonly #seen = new Map<string, Seen>();
  #watcher: FSWatcher | undefined;
  #poll: NodeJS.Timeout | undefined;
  #settle: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  /** `pathPrefix` turns a file's name into the path that changes are told by. */
  constructor(options: { folder: string; pathPrefix: string; suffix: string; logger: Logger }) {
    this.#folder = options.folder;
    this.#pathPrefix = options.pathPrefix;
    this.#suffix = options.suffix;
    this.#logger = options.logger;
  }

  async start(): Promise<void> {
    await this.#look();
    try {
      this.#watcher = watch(this.#folder, () => this.#lookSoon());
      this.#watcher.on('error', (error) => this.#pollInstead(error));
    } catch (error) {
      this.#pollInstead(error);
    }
  }

  /** Tells of a change that the caller has just made without waiting for the system. */
  lookNow(): void {
    this.#looking = this.#looking.then(() => this.#look());
  }

  changes(signal: AbortSignal): AsyncIterable<DocumentChange[]> {
    return this.#hub.open(signal);
  }

  close(): void {
    this.#watcher?.close();
    clearInterval(this.#poll);
    clearTimeout(this.#settle);
    this.#hub.close();
  }

  #pollInstead(error: unknown): void {
    this.#logger.warn(
      { err: error },
      'the system does not tell of changed files; looking now and then',
    );
    this.#watcher?.close();
    this.#poll ??= setInterval(() => this.lookNow(), POLL_MILLIS).unref();
  }

  #lookSoon(): void {
    this.#settle ??= setTimeout(() => {
      this.#settle = undefined;
      this.lookNow();
    }, SETTLE_MILLIS);
  }

  async #look(): Promise<void> {
    try {
      const changes = await this.#differences();
      if (changes.length > 0) {
        this.#hub.publish(changes);
      }
    } catch (error) {
      this.#logger.error({ err: error, folder: this.#folder }, 'the documents can not be read');
    }
  }

  async #differences(): Promise<DocumentChange[]> {
    const names = (await readdir(this.#folder)).filter(
      (name) => name.endsWith(this.#suffix) && !name.startsWith('.'),
    );
    const changes: DocumentChange[] = [];
    for (const name of names) {
      const revision = await this.#changedRevision(name);
      if (revision !== undefined) {
        changes.push({ path: this.#pathPrefix + name, revision });
      }
    }
    for (const name of [...this.#seen.keys()]) {
      if (!names.includes(name)) {
        this.#seen.delete(name);
        changes.push({ path: this.#pathPrefix + name, revision: null });
      }
    }
    return changes;
  }

  async #changedRevision(name: string): Promise<string | undefined> {
    const file = join(this.#folder, name);
    const known = this.#seen.get(name);
    try {
      const { mtimeMs: modifiedAtMillis, size: sizeBytes } = await stat(file);
      if (known?.modifiedAtMillis === modifiedAtMillis && known.sizeBytes === sizeBytes) {
        return undefined;
      }
      const revision = revisionOf(await readFile(file, 'utf8'));
      this.#seen.set(name, { modifiedAtMillis, sizeBytes, revision });
      return revision === known?.revision ? undefined : revision;
    } catch (error) {
      // Deleted since the folder was read: the next look tells.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
  }
}
