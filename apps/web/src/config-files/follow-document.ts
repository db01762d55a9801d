import type { EditorStore } from '../editor/editor-store.ts';
import type { RunStore } from '../run/run-store.ts';
import { notify } from '../ui/toast-store.ts';
import type { UiStore } from '../workbench/ui-store.ts';
import { fileKey } from './config-file-ref.ts';
import { type ConfigFilesStore, isFileDirty, withoutTab } from './config-file-store.ts';

/** Tabs of owned files go with their files. */
export function followDocument(editor: EditorStore, ui: UiStore, store: ConfigFilesStore): void {
  editor.subscribe((state, before) => {
    if (state.document.files === before.document.files) {
      return;
    }
    // A file of the same name in another document is another file.
    const isOther = state.documentSerial !== before.documentSerial && state.path !== before.path;
    for (const tab of store.getState().tabs) {
      const isGone = tab.kind === 'owned' && !Object.hasOwn(state.document.files, tab.name);
      if (tab.kind === 'owned' && (isGone || isOther)) {
        store.setState((files) => withoutTab(files, fileKey(tab)));
      }
    }
    if (store.getState().active === undefined && ui.getState().view === 'file') {
      ui.getState().setView('canvas');
    }
  });
}

/** Tells of unsaved files when a run starts, and asks before the page is left. */
export function guardUnsavedFiles(run: RunStore, store: ConfigFilesStore): void {
  run.subscribe((state, before) => {
    const unsaved = Object.entries(store.getState().disk).filter(([, file]) => isFileDirty(file));
    if (state.isStarting && !before.isStarting && unsaved.length > 0) {
      const paths = unsaved.map(([path]) => path).join(', ');
      notify('info', `${paths}: not saved. The run reads what is on the disk.`);
    }
  });
  globalThis.addEventListener('beforeunload', (event) => {
    if (Object.values(store.getState().disk).some(isFileDirty)) {
      event.preventDefault();
    }
  });
}
