import type { SaveConflict } from '@pipewright/protocol';
import { errorData, errorText } from '../api/api-error.ts';
import type { Api } from '../api/trpc-client.ts';
import type { Checker } from '../editor/problems/check-store.ts';
import { notify } from '../ui/toast-store.ts';
import type { ConflictChoice, UiStore } from '../workbench/ui-store.ts';
import type { ConfigFileRef } from './config-file-ref.ts';
import { type ConfigFilesStore, type DiskFile, readyFile, withDisk } from './config-file-store.ts';

/** How long typing has to pause before the rules look into a file again. */
const CHECK_MILLIS = 250;

/** The files on the disk that are open: read, saved, and given to the rules. */
export interface DiskFiles {
  fileOf(ref: ConfigFileRef): DiskFile | undefined;
  set(path: string, file: DiskFile | undefined): void;
  load(path: string): Promise<void>;
  /** False when nothing was saved, which was told. */
  save(path: string): Promise<boolean>;
  /** Settles when no save of the file is under way. */
  saved(path: string): Promise<unknown>;
  /** Lets the rules look at the files again, once typing pauses. */
  checkSoon(): void;
}

interface Dependencies {
  readonly api: Api;
  readonly ui: UiStore;
  readonly checker: Checker;
  readonly store: ConfigFilesStore;
}

/** Makes what reads and saves the files of a session. */
export function createDiskFiles({ api, ui, checker, store }: Dependencies): DiskFiles {
  const saving = new Map<string, Promise<boolean>>();
  let checking: ReturnType<typeof setTimeout> | undefined;

  const resolveConflict = (conflict: SaveConflict, mine: string): Promise<ConflictChoice> =>
    new Promise((resolve) => {
      ui.getState().openDialog({ kind: 'conflict', conflict, mine, resolve });
    });

  const trySave = async (path: string, baseRevision?: string): Promise<boolean> => {
    const file = store.getState().disk[path];
    if (file?.state !== 'ready' || !file.isWritable) {
      return false;
    }
    const { text } = file.history;
    try {
      const base = baseRevision ?? file.revision;
      const { revision } = await api.files.save.mutate({ path, text, baseRevision: base });
      // It may have been typed on meanwhile.
      const now = store.getState().disk[path];
      if (now?.state === 'ready') {
        files.set(path, { ...now, savedText: text, revision });
      }
      files.checkSoon();
      return true;
    } catch (error) {
      const conflict = errorData(error).conflict as SaveConflict | undefined;
      if (conflict === undefined) {
        notify('error', `Not saved. ${errorText(error)}`);
        return false;
      }
      const choice = await resolveConflict(conflict, text);
      if (choice === 'overwrite') {
        return trySave(path, conflict.currentRevision);
      }
      if (choice === 'reload') {
        await files.load(path);
      }
      return false;
    }
  };

  const files: DiskFiles = {
    fileOf: (ref) => (ref.kind === 'disk' ? store.getState().disk[ref.path] : undefined),

    set: (path, file) => store.setState((state) => withDisk(state, path, file)),

    load: async (path) => {
      try {
        files.set(path, readyFile(await api.files.open.query({ path })));
      } catch (error) {
        files.set(path, { state: 'failed', message: errorText(error) });
      }
    },

    save: (path) => {
      const attempt = trySave(path);
      saving.set(path, attempt);
      return attempt;
    },

    saved: async (path) => saving.get(path),

    checkSoon: () => {
      clearTimeout(checking);
      checking = setTimeout(() => void checker.refreshFiles(), CHECK_MILLIS);
    },
  };
  return files;
}
