import { errorData, errorText } from '../api/api-error.ts';
import { connectionStore } from '../api/connection-store.ts';
import type { Api } from '../api/trpc-client.ts';
import { notify } from '../ui/toast-store.ts';
import { type ConfigFilesStore, isFileDirty, readyFile } from './config-file-store.ts';
import type { DiskFiles } from './disk-files.ts';

interface DiskWatch {
  readonly api: Api;
  readonly store: ConfigFilesStore;
  readonly disk: DiskFiles;
}

/** Follows changes that others make to the files that are open. */
export function watchFiles({ api, store, disk }: DiskWatch): void {
  const watched = new Map<string, { unsubscribe(): void }>();

  const onChange = async (path: string): Promise<void> => {
    // The news of our own save may be quicker than the save's answer.
    await disk.saved(path);
    try {
      const opened = await api.files.open.query({ path });
      const file = store.getState().disk[path];
      if (file?.state !== 'ready' || file.revision === opened.revision) {
        return;
      }
      if (isFileDirty(file)) {
        notify('info', `${path} changed on the disk. Saving will show both texts and ask.`);
        return;
      }
      disk.set(path, readyFile(opened));
      disk.checkSoon();
      notify('info', `${path} changed on the disk and was read again.`);
    } catch (error) {
      const file = store.getState().disk[path];
      if (errorData(error).code !== 'NOT_FOUND') {
        notify('error', errorText(error));
      } else if (file?.state === 'ready' && file.revision !== '') {
        disk.set(path, { ...file, revision: '', savedText: '' });
        notify('info', `${path} was deleted on the disk. Saving writes it again.`);
      }
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
            onData: () => void onChange(path),
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
    if (connection.state === 'connected' && before.state === 'lost') {
      // What changed meanwhile was not told.
      for (const path of Object.keys(store.getState().disk)) {
        void onChange(path);
      }
    }
  });
}
