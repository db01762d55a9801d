import { connectionStore } from '../api/connection-store.ts';
import { type Api, errorData } from '../api/trpc-client.ts';
import { notify } from '../ui/toast-store.ts';
import { type ConfigFilesStore, type DiskFile, isFileDirty } from './config-file-store.ts';

interface DiskWatch {
  readonly api: Api;
  readonly store: ConfigFilesStore;
  readonly load: (path: string) => Promise<void>;
  readonly setDisk: (path: string, file: DiskFile) => void;
  /** Settles when no save of the file is under way. */
  readonly saved: (path: string) => Promise<unknown>;
}

/** Follows changes that others make to the files that are open. */
export function watchFiles({ api, store, load, setDisk, saved }: DiskWatch): void {
  const watched = new Map<string, { unsubscribe(): void }>();

  const onRevision = async (path: string, revision: string | null): Promise<void> => {
    await saved(path);
    const file = store.getState().disk[path];
    if (file?.state !== 'ready' || file.revision === (revision ?? '')) {
      return;
    }
    if (revision === null) {
      setDisk(path, { ...file, revision: '', savedText: '' });
      notify('info', `${path} was deleted on the disk. Saving writes it again.`);
    } else if (isFileDirty(file)) {
      notify('info', `${path} changed on the disk. Saving will show both texts and ask.`);
    } else {
      await load(path);
      notify('info', `${path} changed on the disk and was read again.`);
    }
  };

  const follow = (): void => {
    const open = new Set(
      Object.entries(store.getState().disk).flatMap(([path, file]) =>
        file.state === 'ready' && file.isWritable ? [path] : [],
      ),
    );
    for (const [path, subscription] of watched) {
      if (!open.has(path)) {
        subscription.unsubscribe();
        watched.delete(path);
      }
    }
    for (const path of open) {
      if (!watched.has(path)) {
        const subscription = api.files.onChange.subscribe(
          { path },
          {
            onData: (revision) => void onRevision(path, revision),
            onError: () => watched.delete(path),
          },
        );
        watched.set(path, subscription);
      }
    }
  };

  store.subscribe((state, before) => {
    if (state.disk !== before.disk) {
      follow();
    }
  });
  connectionStore.subscribe((connection, before) => {
    if (connection.state !== 'connected' || before.state !== 'lost') {
      return;
    }
    // What changed meanwhile was not told.
    for (const path of Object.keys(store.getState().disk)) {
      api.files.open.query({ path }).then(
        ({ revision }) => onRevision(path, revision),
        (error: unknown) => {
          if (errorData(error).code === 'NOT_FOUND') {
            void onRevision(path, null);
          }
        },
      );
    }
  });
}
