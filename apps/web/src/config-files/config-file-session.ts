import { readConfig } from '@pipewright/catalogue';
import { ConfigEditError, formatConfig } from '@pipewright/formats';
import type { Edit } from '@pipewright/graph';
import type { FileFacts } from '@pipewright/protocol';
import type { Api } from '../api/trpc-client.ts';
import { folderOf } from '../documents/workspace-paths.ts';
import type { CatalogueStore } from '../editor/catalogue-store.ts';
import type { DispatchOptions, EditorStore } from '../editor/editor-store.ts';
import type { Checker } from '../editor/problems/check-store.ts';
import { onlyElement } from '../editor/selection.ts';
import type { RunStore } from '../run/run-store.ts';
import { readSetting, writeSetting } from '../ui/settings.ts';
import { notify } from '../ui/toast-store.ts';
import type { ServerStore } from '../workbench/server-store.ts';
import { ask, type UiStore } from '../workbench/ui-store.ts';
import {
  configProperty,
  configReaders,
  type FileKind,
  kindOfFile,
  readersOf,
} from './config-file-kind.ts';
import { type ConfigFileMoves, createConfigFileMoves } from './config-file-moves.ts';
import {
  baseName,
  type ConfigFileRef,
  fileKey,
  filePath,
  type PathContext,
  refOf,
} from './config-file-ref.ts';
import {
  type ConfigFilesStore,
  createConfigFilesStore,
  type FileLayout,
  isFileDirty,
  shownLayout,
  withoutTab,
} from './config-file-store.ts';
import { createDiskFiles } from './disk-files.ts';
import { watchFiles } from './disk-watch.ts';
import { followDocument, guardUnsavedFiles } from './follow-document.ts';
import { pushText, redoText, undoText } from './text-history.ts';

const UNSAVED_FOLDER = 'pipelines';
const LAYOUT_SETTING = 'config-layout';

/** Where a text came from, for undo. */
export interface TextOptions {
  readonly label?: string;
  readonly coalesceKey?: string;
}

/** A config file that can be opened by name. */
export interface ListedFile {
  readonly ref: ConfigFileRef;
  readonly readers: readonly string[];
}

/** The config files of the edited pipeline: opening, changing, saving and moving them. */
export interface ConfigFileSession {
  readonly store: ConfigFilesStore;
  /** Shows a file, at a line if given. */
  open(ref: ConfigFileRef, at?: { line: number; column?: number | undefined }): void;
  /** Opens what a path of the document names; false when it names no file. */
  openWritten(written: string, at?: { line: number; column?: number | undefined }): boolean;
  /** Opens the config file of the selected element; false when it names none. */
  openOfSelection(): boolean;
  /** The property of the selected element that names a config file, and what it says. */
  selected(): { element: string; property: string; value: string } | undefined;
  /** Owned files, and those on the disk that elements name. */
  list(): readonly ListedFile[];
  /** False when the user stayed. */
  close(key: string): Promise<boolean>;
  /** The text as it is edited; undefined while it is not known. */
  textOf(ref: ConfigFileRef): string | undefined;
  /** False when the edit was refused, which was told. */
  setText(ref: ConfigFileRef, text: string, options?: TextOptions): boolean;
  /** The file on the disk that is shown: undo, redo and save are its own. */
  shownDiskFile(): Extract<ConfigFileRef, { kind: 'disk' }> | undefined;
  undo(): void;
  redo(): void;
  save(ref: ConfigFileRef): Promise<boolean>;
  reload(ref: ConfigFileRef): void;
  readonly moves: ConfigFileMoves;
  /** Lays the text out evenly. */
  format(ref: ConfigFileRef): void;
  isChangeable(ref: ConfigFileRef): boolean;
  /** Whether its kind is read as INI and as YAML. */
  isConvertible(ref: ConfigFileRef): boolean;
  setLayout(layout: FileLayout): void;
  /** Text, both, form, and text again. */
  nextLayout(): void;
  /** Where the document's paths start. */
  context(): PathContext;
  /** Facts of files, with the texts that are being edited in place of those on the disk. */
  withEditedTexts(facts: Readonly<Record<string, FileFacts>>): Record<string, FileFacts>;
}

interface Dependencies {
  readonly api: Api;
  readonly editor: EditorStore;
  readonly catalogue: CatalogueStore;
  readonly ui: UiStore;
  readonly checker: Checker;
  readonly server: ServerStore;
  readonly run: RunStore;
}

/** Makes the session and lets it follow the document and the disk. */
export function createConfigFileSession(parts: Dependencies): ConfigFileSession {
  const { api, editor, catalogue, ui, checker, server, run } = parts;
  const saved = readSetting(LAYOUT_SETTING);
  const store = createConfigFilesStore(
    saved === 'text' || saved === 'both' || saved === 'form' ? saved : undefined,
  );

  const context = (): PathContext => {
    const { path } = editor.getState();
    return {
      folder: path === undefined ? UNSAVED_FOLDER : folderOf(path),
      root: server.getState().info?.workspace.root,
    };
  };
  const disk = createDiskFiles({ api, ui, checker, store });

  const kindOf = (ref: ConfigFileRef, text: string): FileKind =>
    kindOfFile(ref, text, readersOf(editor.getState().document, ref, context()));

  const dispatch = (edit: Edit, options: DispatchOptions): boolean => {
    const outcome = editor.getState().dispatch(edit, options);
    if (!outcome.ok) {
      notify('error', outcome.message);
    }
    return outcome.ok;
  };

  const session: ConfigFileSession = {
    store,
    context,
    moves: createConfigFileMoves({
      api,
      editor,
      ui,
      store,
      context,
      dispatch,
      setDisk: disk.set,
      open: (ref) => session.open(ref),
      textOf: (ref) => session.textOf(ref),
      setText: (ref, text, options) => session.setText(ref, text, options),
    }),

    open: (ref, at) => {
      const key = fileKey(ref);
      store.setState((state) => ({
        tabs: state.tabs.some((tab) => fileKey(tab) === key) ? state.tabs : [...state.tabs, ref],
        active: ref,
        ...(at === undefined
          ? {}
          : {
              request: {
                key,
                line: at.line,
                column: at.column ?? 1,
                serial: (state.request?.serial ?? 0) + 1,
              },
            }),
      }));
      if (ref.kind === 'disk' && disk.fileOf(ref)?.state !== 'ready') {
        disk.set(ref.path, { state: 'loading' });
        void disk.load(ref.path);
      }
      ui.getState().setView('file');
    },

    openWritten: (written, at) => {
      const ref = refOf(written, editor.getState().document.files, context());
      if (ref === undefined) {
        return false;
      }
      session.open(ref, at);
      return true;
    },

    selected: () => {
      const { document, selection } = editor.getState();
      const element = onlyElement(selection);
      const node = element === undefined ? undefined : document.elements[element];
      if (element === undefined || node === undefined) {
        return undefined;
      }
      const properties = catalogue.getState().catalogue.factory(node.factory)?.properties ?? [];
      const property = configProperty(node.factory, properties);
      return property === undefined
        ? undefined
        : { element, property, value: String(node.properties[property] ?? '') };
    },

    openOfSelection: () => {
      const selected = session.selected();
      if (selected === undefined) {
        return false;
      }
      return selected.value === ''
        ? session.moves.createFor(selected.element, selected.property)
        : session.openWritten(selected.value);
    },

    list: () => {
      const { document } = editor.getState();
      const files = new Map<string, { ref: ConfigFileRef; readers: string[] }>();
      for (const name of Object.keys(document.files)) {
        const ref: ConfigFileRef = { kind: 'owned', name };
        files.set(fileKey(ref), { ref, readers: [] });
      }
      for (const { ref, element } of configReaders(document, context())) {
        const listed = files.get(fileKey(ref)) ?? { ref, readers: [] };
        listed.readers.push(element);
        files.set(fileKey(ref), listed);
      }
      return [...files.values()];
    },

    close: async (key) => {
      const tab = store.getState().tabs.find((each) => fileKey(each) === key);
      if (tab === undefined) {
        return true;
      }
      if (isFileDirty(disk.fileOf(tab))) {
        const choice = await ask(ui, {
          title: 'Save the file?',
          body: `${filePath(tab)} has changes that are not saved.`,
          choices: [
            { value: 'discard', label: 'Discard', variant: 'danger' },
            { value: 'cancel', label: 'Cancel' },
            { value: 'save', label: 'Save', variant: 'primary' },
          ],
        });
        if (choice !== 'discard' && (choice !== 'save' || !(await session.save(tab)))) {
          return false;
        }
      }
      store.setState((state) => withoutTab(state, key));
      if (tab.kind === 'disk') {
        disk.set(tab.path, undefined);
        disk.checkSoon();
      }
      if (store.getState().active === undefined && ui.getState().view === 'file') {
        ui.getState().setView('canvas');
      }
      return true;
    },

    textOf: (ref) => {
      if (ref.kind === 'owned') {
        return editor.getState().document.files[ref.name];
      }
      const file = disk.fileOf(ref);
      return file?.state === 'ready' ? file.history.text : undefined;
    },

    setText: (ref, text, options = {}) => {
      const label = options.label ?? `Edit ${baseName(ref)}`;
      if (ref.kind === 'owned') {
        if (editor.getState().document.files[ref.name] === text) {
          return true;
        }
        return dispatch(
          { kind: 'set-file', name: ref.name, text },
          {
            label,
            ...(options.coalesceKey === undefined
              ? {}
              : { coalesceKey: `file:${ref.name}:${options.coalesceKey}` }),
          },
        );
      }
      const file = disk.fileOf(ref);
      if (file?.state !== 'ready' || !file.isWritable) {
        return false;
      }
      const history = pushText(file.history, text, {
        label,
        coalesceKey: options.coalesceKey,
        atMillis: Date.now(),
      });
      disk.set(ref.path, { ...file, history });
      disk.checkSoon();
      return true;
    },

    shownDiskFile: () => {
      const { active } = store.getState();
      return ui.getState().view === 'file' && active?.kind === 'disk' ? active : undefined;
    },

    undo: () => stepDisk(undoText),
    redo: () => stepDisk(redoText),

    save: async (ref) => ref.kind === 'disk' && disk.save(ref.path),

    reload: (ref) => {
      if (ref.kind === 'disk') {
        disk.set(ref.path, { state: 'loading' });
        void disk.load(ref.path);
      }
    },

    setLayout: (layout) => {
      writeSetting(LAYOUT_SETTING, layout);
      store.setState({ layout });
    },

    nextLayout: () => {
      const order: readonly FileLayout[] = ['text', 'both', 'form'];
      const now = order.indexOf(shownLayout(store.getState().layout));
      session.setLayout(order[(now + 1) % order.length] ?? 'text');
    },

    format: (ref) => {
      const text = session.textOf(ref);
      if (text === undefined) {
        return;
      }
      try {
        const { syntax } = kindOf(ref, text);
        const formatted = formatConfig(readConfig(filePath(ref), text, syntax));
        session.setText(ref, formatted, { label: `Format ${baseName(ref)}` });
      } catch (error) {
        if (!(error instanceof ConfigEditError)) {
          throw error;
        }
        notify('error', error.message);
      }
    },

    isChangeable: (ref) => {
      const file = disk.fileOf(ref);
      return ref.kind === 'owned' || (file?.state === 'ready' && file.isWritable);
    },

    isConvertible: (ref) => {
      const text = session.textOf(ref);
      const syntaxes = text === undefined ? [] : (kindOf(ref, text).schema?.syntaxes ?? []);
      return syntaxes.includes('ini') && syntaxes.includes('yaml') && session.isChangeable(ref);
    },

    withEditedTexts: (facts) => {
      const { files } = editor.getState().document;
      const where = context();
      return Object.fromEntries(
        Object.entries(facts).map(([written, fact]) => {
          const ref = refOf(written, files, where);
          const file = ref === undefined ? undefined : disk.fileOf(ref);
          return fact.exists && file?.state === 'ready' && isFileDirty(file)
            ? [written, { ...fact, text: file.history.text }]
            : [written, fact];
        }),
      );
    },
  };

  const stepDisk = (step: typeof undoText): void => {
    const ref = session.shownDiskFile();
    const file = ref === undefined ? undefined : disk.fileOf(ref);
    if (ref !== undefined && file?.state === 'ready') {
      disk.set(ref.path, { ...file, history: step(file.history) });
      disk.checkSoon();
    }
  };

  followDocument(editor, ui, store);
  guardUnsavedFiles(run, store);
  watchFiles({ api, store, disk });
  return session;
}
