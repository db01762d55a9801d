import { emptyDocument, type PipelineDocument, printDocument } from '@pipewright/graph';
import type { DocumentEntry, Layout, OpenDocument, SaveConflict } from '@pipewright/protocol';
import { errorData, errorText } from '../api/api-error.ts';
import { connectionStore } from '../api/connection-store.ts';
import type { Api } from '../api/trpc-client.ts';
import { type EditorStore, isDirty } from '../editor/editor-store.ts';
import type { Positions } from '../editor/history.ts';
import { layoutOf } from '../editor/placement.ts';
import type { Checker } from '../editor/problems/check-store.ts';
import { readSetting, writeSetting } from '../ui/settings.ts';
import { notify } from '../ui/toast-store.ts';
import { ask, askName, type ConflictChoice, type UiStore } from '../workbench/ui-store.ts';

/** What a first start opens. */
const SAMPLE_PATH = 'pipelines/four-cameras.pipeline.yaml';
const LAYOUT_SAVE_MILLIS = 800;
const LAST_PATH_SETTING = 'last-document';

/** Opening, saving and watching the documents of the workspace. */
export interface DocumentSession {
  /** Opens the document of the address, the last one, the sample, or an empty one. */
  start(): Promise<void>;
  list(): Promise<DocumentEntry[]>;
  /** Each of these asks first when changes would be lost; false when the user stayed. */
  open(path: string): Promise<boolean>;
  newDocument(): Promise<boolean>;
  /** Opens a pipeline that comes from elsewhere as a document that is not saved yet. */
  openUnsaved(document: PipelineDocument, positions: Positions): Promise<boolean>;
  openSample(): Promise<boolean>;
  /** False when nothing was saved. */
  save(): Promise<boolean>;
  saveAs(): Promise<boolean>;
  rename(): Promise<void>;
  remove(): Promise<void>;
}

interface Dependencies {
  readonly api: Api;
  readonly editor: EditorStore;
  readonly ui: UiStore;
  readonly checker: Checker;
}

/** Makes the session and lets it watch the editor and the server. */
export function createDocumentSession({ api, editor, ui, checker }: Dependencies): DocumentSession {
  let saving: Promise<boolean> = Promise.resolve(true);

  const layout = (): Layout => {
    const { document, positions } = editor.getState();
    return { elements: layoutOf(document, positions) };
  };

  const loadOpened = (opened: OpenDocument): void => {
    editor.getState().load({
      text: opened.text,
      positions: opened.layout.elements,
      path: opened.path,
      revision: opened.revision,
    });
    remember(opened.path);
    const { draft } = editor.getState();
    if (draft !== undefined) {
      ui.getState().setView('yaml');
      notify('error', `${opened.path} is no valid pipeline document. Its text is shown as it is.`);
    }
  };

  const load = async (path: string): Promise<boolean> => {
    try {
      loadOpened(await api.documents.open.query({ path }));
      return true;
    } catch (error) {
      notify('error', `${path} can't be opened. ${errorText(error)}`);
      return false;
    }
  };

  const loadEmpty = (): void => {
    editor.getState().load({ text: printDocument(emptyDocument('untitled')), positions: {} });
    editor.setState({ savedVersion: editor.getState().version });
    remember(undefined);
  };

  /** True when nothing would be lost, or the user agreed. */
  const mayLeave = async (): Promise<boolean> => {
    const state = editor.getState();
    if (!isDirty(state)) {
      return true;
    }
    const choice = await ask(ui, {
      title: 'Save the changes?',
      body: `“${state.document.name}” has changes that are not saved.`,
      choices: [
        { value: 'discard', label: 'Discard', variant: 'danger' },
        { value: 'cancel', label: 'Cancel' },
        { value: 'save', label: 'Save', variant: 'primary' },
      ],
    });
    return choice === 'discard' || (choice === 'save' && (await session.save()));
  };

  const resolveConflict = (conflict: SaveConflict, mine: string): Promise<ConflictChoice> =>
    new Promise((resolve) => {
      ui.getState().openDialog({ kind: 'conflict', conflict, mine, resolve });
    });

  const saveTo = (path: string, baseRevision: string): Promise<boolean> => {
    saving = trySave(path, baseRevision);
    return saving;
  };

  const trySave = async (path: string, baseRevision: string): Promise<boolean> => {
    const text = editor.getState().currentText();
    const { version } = editor.getState();
    try {
      const { revision } = await api.documents.save.mutate({
        path,
        text,
        layout: layout(),
        baseRevision,
      });
      editor.getState().markSaved({ path, revision, version, text });
      void checker.refreshFiles();
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
        await load(path);
      }
      return false;
    }
  };

  const createAs = async (name: string): Promise<boolean> => {
    const state = editor.getState();
    if (state.draft === undefined && state.document.name !== name) {
      state.dispatch({ kind: 'set-name', name });
    }
    const text = editor.getState().currentText();
    const { version } = editor.getState();
    try {
      const created = await api.documents.create.mutate({ name, text });
      await api.documents.saveLayout.mutate({ path: created.path, layout: layout() });
      editor.getState().markSaved({
        path: created.path,
        revision: created.revision,
        version: created.text === text ? version : -1,
        text: created.text,
      });
      if (created.text !== text) {
        editor.getState().setText(created.text);
        editor.setState({ savedVersion: editor.getState().version });
      }
      remember(created.path);
      return true;
    } catch (error) {
      notify('error', `Not saved. ${errorText(error)}`);
      return false;
    }
  };

  const session: DocumentSession = {
    start: async () => {
      const documents = await api.documents.list.query();
      const wanted = [pathOfAddress(), readSetting(LAST_PATH_SETTING), SAMPLE_PATH];
      const path =
        wanted.find((candidate) => documents.some((entry) => entry.path === candidate)) ??
        documents[0]?.path;
      if (path === undefined || !(await load(path))) {
        loadEmpty();
      }
    },

    list: () => api.documents.list.query(),

    open: async (path) => (await mayLeave()) && load(path),

    newDocument: async () => {
      if (!(await mayLeave())) {
        return false;
      }
      loadEmpty();
      return true;
    },

    openUnsaved: async (document, positions) => {
      if (!(await mayLeave())) {
        return false;
      }
      editor.getState().load({ text: printDocument(document), positions });
      remember(undefined);
      return true;
    },

    openSample: async () => (await mayLeave()) && load(SAMPLE_PATH),

    save: async () => {
      const { path, revision } = editor.getState();
      return path === undefined || revision === undefined
        ? session.saveAs()
        : saveTo(path, revision);
    },

    saveAs: async () => {
      const name = await askName(ui, {
        title: 'Save as',
        action: 'Save',
        initial: editor.getState().document.name,
      });
      return name !== undefined && createAs(name);
    },

    rename: async () => {
      const { path, document } = editor.getState();
      const name = await askName(ui, {
        title: 'Rename the pipeline',
        action: 'Rename',
        initial: document.name,
      });
      if (name === undefined) {
        return;
      }
      if (path === undefined) {
        editor.getState().dispatch({ kind: 'set-name', name });
        return;
      }
      if (isDirty(editor.getState()) && !(await session.save())) {
        return;
      }
      try {
        const renamed = await api.documents.rename.mutate({ path, name });
        await load(renamed.path);
      } catch (error) {
        notify('error', `Not renamed. ${errorText(error)}`);
      }
    },

    remove: async () => {
      const { path, revision, document } = editor.getState();
      if (path === undefined || revision === undefined) {
        return;
      }
      const choice = await ask(ui, {
        title: 'Delete the pipeline?',
        body: `${path} is deleted from the workspace.`,
        choices: [
          { value: 'cancel', label: 'Cancel' },
          { value: 'delete', label: `Delete “${document.name}”`, variant: 'danger' },
        ],
      });
      if (choice !== 'delete') {
        return;
      }
      try {
        await api.documents.delete.mutate({ path, baseRevision: revision });
        loadEmpty();
      } catch (error) {
        notify('error', `Not deleted. ${errorText(error)}`);
      }
    },
  };

  saveLayoutWhenMoved(api, editor, layout);
  watchDisk({ api, editor, ui, checker, load, saved: () => saving });
  globalThis.addEventListener('beforeunload', (event) => {
    if (isDirty(editor.getState())) {
      event.preventDefault();
    }
  });
  globalThis.addEventListener('hashchange', () => {
    const path = pathOfAddress();
    if (path !== undefined && path !== editor.getState().path) {
      void session.open(path).then((isOpen) => {
        if (!isOpen) {
          remember(editor.getState().path);
        }
      });
    }
  });
  return session;
}

/** The document that the page's address names: `#pipelines/a.pipeline.yaml`. */
function pathOfAddress(): string | undefined {
  const hash = decodeURIComponent(globalThis.location.hash.slice(1));
  return hash === '' ? undefined : hash;
}

function remember(path: string | undefined): void {
  globalThis.history.replaceState(null, '', path === undefined ? '#' : `#${encodeURI(path)}`);
  if (path !== undefined) {
    writeSetting(LAST_PATH_SETTING, path);
  }
}

/** Positions are no part of the pipeline: they are saved by themselves. */
function saveLayoutWhenMoved(api: Api, editor: EditorStore, layout: () => Layout): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  editor.subscribe((state, before) => {
    if (
      state.positions === before.positions ||
      state.documentSerial !== before.documentSerial ||
      state.path === undefined
    ) {
      return;
    }
    const { path } = state;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (editor.getState().path === path) {
        api.documents.saveLayout.mutate({ path, layout: layout() }).catch((error: unknown) => {
          notify('error', `The positions of the boxes are not saved. ${errorText(error)}`);
        });
      }
    }, LAYOUT_SAVE_MILLIS);
  });
}

interface DiskWatch extends Dependencies {
  readonly load: (path: string) => Promise<boolean>;
  /** Settles when no save is under way. */
  readonly saved: () => Promise<boolean>;
}

/** Follows changes that others make to the open document's file. */
function watchDisk({ api, editor, ui, checker, load, saved }: DiskWatch): void {
  const onChanges = async (
    changes: readonly { readonly path: string; readonly revision: string | null }[],
  ): Promise<void> => {
    void checker.refreshFiles();
    // The news of our own save may be quicker than the save's answer.
    await saved();
    const state = editor.getState();
    const change = changes.find((candidate) => candidate.path === state.path);
    if (change === undefined || state.path === undefined || change.revision === state.revision) {
      return;
    }
    if (change.revision === null) {
      editor.setState({ savedVersion: undefined, revision: undefined, path: undefined });
      notify('info', `${change.path} was deleted on the disk. What you see is not saved anywhere.`);
      return;
    }
    const onDisk = await api.documents.open.query({ path: change.path });
    if (onDisk.text === state.savedText) {
      state.setPath(change.path, onDisk.revision);
      return;
    }
    if (!isDirty(state)) {
      if (await load(change.path)) {
        notify('info', `${change.path} changed on the disk and was loaded again.`);
      }
      return;
    }
    const choice = await ask(ui, {
      title: 'The file changed on the disk',
      body: `${change.path} was changed by something else, and you have changes of your own. Saving will show both and ask again.`,
      choices: [
        { value: 'reload', label: 'Load theirs, drop mine', variant: 'danger' },
        { value: 'keep', label: 'Keep editing mine', variant: 'primary' },
      ],
    });
    if (choice === 'reload') {
      await load(change.path);
    }
  };

  let subscription: { unsubscribe(): void } | undefined;
  connectionStore.subscribe((connection, before) => {
    if (connection.state === 'connected' && subscription === undefined) {
      subscription = api.documents.onChange.subscribe(undefined, {
        onData: (changes) => {
          onChanges(changes).catch((error: unknown) => notify('error', errorText(error)));
        },
        onError: () => {
          subscription = undefined;
        },
      });
    }
    if (connection.state === 'connected' && before.state === 'lost') {
      const { path } = editor.getState();
      if (path !== undefined) {
        api.documents.open
          .query({ path })
          .then((opened) => onChanges([{ path, revision: opened.revision }]))
          .catch((error: unknown) => notify('error', errorText(error)));
      }
    }
  });
}
