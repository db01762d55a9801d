import {
  applyEdit,
  type DocumentError,
  type Edit,
  emptyDocument,
  type LinkId,
  type PipelineDocument,
  parseDocument,
  printDocument,
} from '@pipewright/graph';
import type { BoxPosition } from '@pipewright/protocol';
import type { Place } from '@pipewright/rules';
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Change,
  changePositions,
  EMPTY_HISTORY,
  type History,
  type HistoryEntry,
  invertPositions,
  type PositionChange,
  type Positions,
  pushEntry,
} from './history.ts';
import { carryPositions, placeMissing } from './placement.ts';
import {
  NOTHING_SELECTED,
  pruneSelection,
  type Selection,
  sameSelection,
  selectionOf,
} from './selection.ts';

/** Typed YAML that is no document: it is kept until it becomes one or is thrown away. */
export interface TextDraft {
  readonly text: string;
  readonly errors: readonly DocumentError[];
}

/** A place that should be shown and focused; `serial` makes equal requests different. */
export interface FocusRequest {
  readonly place: Place;
  readonly serial: number;
}

export interface EditorState {
  /** Counts documents loaded: what belongs to one document is keyed by it. */
  readonly documentSerial: number;
  readonly document: PipelineDocument;
  readonly positions: Positions;
  /** YAML of `textVersion`; `currentText()` brings it up to date. */
  readonly text: string;
  readonly textVersion: number;
  readonly draft: TextDraft | undefined;
  /** Where the document lies in the workspace; absent before its first save. */
  readonly path: string | undefined;
  /** Hash of the text on disk that this document is based on. */
  readonly revision: string | undefined;
  /** Changes with the document's content, not with positions. */
  readonly version: number;
  readonly savedVersion: number | undefined;
  /** Text as loaded or saved last. */
  readonly savedText: string | undefined;
  readonly history: History;
  readonly selection: Selection;
  readonly focus: FocusRequest | undefined;
}

export type EditOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

export interface DispatchOptions {
  /** Shown beside undo; default from the edit's kind. */
  readonly label?: string;
  readonly positions?: PositionChange;
  /** Steps with equal keys shortly after each other become one. */
  readonly coalesceKey?: string;
  readonly select?: Selection;
}

export interface LoadedDocument {
  readonly text: string;
  readonly positions: Positions;
  readonly path?: string | undefined;
  readonly revision?: string | undefined;
}

/** What a save wrote: the text, and the version it was taken at. */
export interface SavedDocument {
  readonly path: string;
  readonly revision: string;
  readonly version: number;
  readonly text: string;
}

export interface EditorActions {
  /** Applies an edit as one step of undo. Refused while typed YAML is invalid. */
  readonly dispatch: (edit: Edit, options?: DispatchOptions) => EditOutcome;
  /** Moves boxes; `isFinal: false` while dragging: no step of undo yet. */
  readonly move: (change: PositionChange, options: { label?: string; from?: Positions }) => void;
  readonly dragTo: (change: PositionChange) => void;
  /** Takes typed YAML: becomes the document, or a draft with errors. */
  readonly setText: (text: string) => void;
  /** Throws the invalid typed YAML away. */
  readonly discardDraft: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly load: (loaded: LoadedDocument) => void;
  readonly markSaved: (saved: SavedDocument) => void;
  readonly setPath: (path: string | undefined, revision?: string) => void;
  readonly select: (selection: Selection) => void;
  readonly focusPlace: (place: Place) => void;
  /** The document as YAML, brought up to date; an invalid draft is returned as typed. */
  readonly currentText: () => string;
}

export type EditorStore = StoreApi<EditorState & EditorActions>;

const DRAFT_REFUSAL =
  'The YAML text has an error. Correct it or discard it in the YAML view before editing elsewhere.';

/** Makes the store of one edited document; `now` is the clock of coalescing. */
export function createEditorStore(now: () => number = () => Date.now()): EditorStore {
  let lastVersion = 1;
  let lastSerial = 0;

  return createStore<EditorState & EditorActions>()((set, get) => {
    const commit = (
      entry: Omit<HistoryEntry, 'atMillis' | 'versionBefore' | 'versionAfter'>,
      next: { document: PipelineDocument; positions: Positions },
      also: Partial<EditorState>,
    ): void => {
      const state = get();
      const isNewDocument = next.document !== state.document;
      const versionAfter = isNewDocument ? ++lastVersion : state.version;
      set({
        document: next.document,
        positions: placeMissing(next.document, next.positions),
        version: versionAfter,
        history: pushEntry(
          state.history,
          { ...entry, versionBefore: state.version, versionAfter, atMillis: now() },
          state.savedVersion,
        ),
        selection: pruneSelection(state.selection, next.document),
        ...also,
      });
    };

    /** Applies one direction of a step; `text` is the YAML that belongs to the result, if known. */
    const step = (
      change: Change,
      version: number,
      text: string | undefined,
      history: History,
    ): void => {
      const state = get();
      let document = change.document ?? state.document;
      if (change.edit !== undefined) {
        const applied = applyEdit(document, change.edit);
        if (!applied.ok) {
          throw new Error(`A step of undo does not apply: ${applied.error.message}`);
        }
        document = applied.document;
      }
      const positions = changePositions(state.positions, change.positions ?? {});
      set({
        document,
        positions: placeMissing(document, positions),
        version,
        history,
        selection: pruneSelection(state.selection, document),
        ...(text === undefined || version === state.version ? {} : { text, textVersion: version }),
        draft: undefined,
      });
    };

    const initial = emptyDocument('untitled');
    return {
      documentSerial: 0,
      document: initial,
      positions: {},
      text: printDocument(initial),
      textVersion: 1,
      draft: undefined,
      path: undefined,
      revision: undefined,
      version: 1,
      savedVersion: 1,
      savedText: undefined,
      history: EMPTY_HISTORY,
      selection: NOTHING_SELECTED,
      focus: undefined,

      dispatch: (edit, options = {}) => {
        const state = get();
        if (state.draft !== undefined) {
          return { ok: false, message: DRAFT_REFUSAL };
        }
        const applied = applyEdit(state.document, edit);
        if (!applied.ok) {
          return { ok: false, message: applied.error.message };
        }
        const change = positionsFor(edit, state.positions, options.positions);
        commit(
          {
            label: options.label ?? editLabel(edit),
            redo: { edit, ...(change === undefined ? {} : { positions: change }) },
            undo: {
              edit: applied.inverse,
              ...(change === undefined
                ? {}
                : { positions: invertPositions(state.positions, change) }),
            },
            ...(state.textVersion === state.version ? { textBefore: state.text } : {}),
            ...(options.coalesceKey === undefined ? {} : { coalesceKey: options.coalesceKey }),
          },
          {
            document: applied.document,
            positions: changePositions(state.positions, change ?? {}),
          },
          {
            selection: pruneSelection(
              options.select ?? renamedSelection(state.selection, edit),
              applied.document,
            ),
          },
        );
        return { ok: true };
      },

      dragTo: (change) => set((state) => ({ positions: changePositions(state.positions, change) })),

      move: (change, { label = 'Move', from }) => {
        const state = get();
        const before = from ?? state.positions;
        const positions = changePositions(state.positions, change);
        commit(
          {
            label,
            redo: { positions: change },
            undo: { positions: invertPositions(before, change) },
            coalesceKey: `move:${Object.keys(change).sort().join()}`,
          },
          { document: state.document, positions },
          {},
        );
      },

      setText: (text) => {
        const state = get();
        if (state.draft === undefined && text === get().currentText()) {
          return;
        }
        const parsed = parseDocument(text);
        if (!parsed.ok) {
          set({ draft: { text, errors: parsed.errors } });
          return;
        }
        if (
          state.draft !== undefined &&
          text === state.text &&
          state.textVersion === state.version
        ) {
          set({ draft: undefined });
          return;
        }
        const positions = carryPositions(state.document, parsed.document, state.positions);
        const textBefore = state.textVersion === state.version ? state.text : undefined;
        commit(
          {
            label: 'Edit YAML',
            redo: { document: parsed.document },
            undo: { document: state.document },
            ...(textBefore === undefined ? {} : { textBefore }),
            textAfter: text,
            coalesceKey: 'yaml',
          },
          { document: parsed.document, positions },
          {},
        );
        set({ text, textVersion: get().version, draft: undefined });
      },

      discardDraft: () => set({ draft: undefined }),

      undo: () => {
        const { history } = get();
        const entry = history.undoStack.at(-1);
        if (entry === undefined) {
          return;
        }
        const state = get();
        const textAfter =
          state.textVersion === state.version && state.version === entry.versionAfter
            ? { textAfter: state.text }
            : {};
        step(entry.undo, entry.versionBefore, entry.textBefore, {
          undoStack: history.undoStack.slice(0, -1),
          redoStack: [...history.redoStack, { ...entry, ...textAfter }],
        });
      },

      redo: () => {
        const { history } = get();
        const entry = history.redoStack.at(-1);
        if (entry === undefined) {
          return;
        }
        step(entry.redo, entry.versionAfter, entry.textAfter, {
          undoStack: [...history.undoStack, entry],
          redoStack: history.redoStack.slice(0, -1),
        });
      },

      load: (loaded) => {
        const parsed = parseDocument(loaded.text);
        const document = parsed.ok ? parsed.document : emptyDocument(nameFromPath(loaded.path));
        const version = ++lastVersion;
        set({
          documentSerial: ++lastSerial,
          document,
          positions: placeMissing(document, loaded.positions),
          text: parsed.ok ? loaded.text : printDocument(document),
          textVersion: version,
          draft: parsed.ok ? undefined : { text: loaded.text, errors: parsed.errors },
          path: loaded.path,
          revision: loaded.revision,
          version,
          savedVersion: loaded.path === undefined || !parsed.ok ? undefined : version,
          savedText: loaded.text,
          history: EMPTY_HISTORY,
          selection: NOTHING_SELECTED,
          focus: undefined,
        });
      },

      markSaved: ({ path, revision, version, text }) =>
        set({ path, revision, savedVersion: version, savedText: text }),

      setPath: (path, revision) => set(revision === undefined ? { path } : { path, revision }),

      select: (selection) => {
        if (!sameSelection(selection, get().selection)) {
          set({ selection });
        }
      },

      focusPlace: (place) => {
        const { document, focus } = get();
        const selection =
          place.element !== undefined && place.element in document.elements
            ? selectionOf([place.element])
            : place.link !== undefined
              ? selectionOf([], [place.link])
              : NOTHING_SELECTED;
        set({
          selection: pruneSelection(selection, document),
          focus: { place, serial: (focus?.serial ?? 0) + 1 },
        });
      },

      currentText: () => {
        const state = get();
        if (state.draft !== undefined) {
          return state.draft.text;
        }
        if (state.textVersion === state.version) {
          return state.text;
        }
        const text = printDocument(state.document, state.text);
        set({ text, textVersion: state.version });
        return text;
      },
    };
  });
}

/** Whether there is something that a save would write (positions are saved by themselves). */
export function isDirty(state: EditorState): boolean {
  return state.draft === undefined
    ? state.version !== state.savedVersion
    : state.draft.text !== state.savedText;
}

function nameFromPath(path: string | undefined): string {
  return (
    path
      ?.split('/')
      .at(-1)
      ?.replace(/\.pipeline\.yaml$/, '') ?? 'untitled'
  );
}

/** A renamed element keeps its box. */
function positionsFor(
  edit: Edit,
  positions: Positions,
  given: PositionChange | undefined,
): PositionChange | undefined {
  if (edit.kind !== 'rename-element' || positions[edit.name] === undefined) {
    return given;
  }
  return {
    ...given,
    [edit.name]: undefined,
    [edit.newName]: positions[edit.name] as BoxPosition,
  };
}

function renamedSelection(selection: Selection, edit: Edit): Selection {
  if (edit.kind !== 'rename-element' || !selection.elements.has(edit.name)) {
    return selection;
  }
  return selectionOf(
    [...selection.elements].map((name) => (name === edit.name ? edit.newName : name)),
    selection.links as ReadonlySet<LinkId>,
  );
}

const EDIT_LABELS: Record<Exclude<Edit['kind'], 'batch'>, string> = {
  'set-name': 'Rename pipeline',
  'set-target': 'Change target',
  'add-element': 'Add element',
  'remove-element': 'Delete element',
  'rename-element': 'Rename element',
  'replace-element': 'Replace element',
  'set-property': 'Set property',
  'add-link': 'Link',
  'remove-link': 'Unlink',
  'set-link-caps': 'Set caps filter',
  'insert-element': 'Insert element',
  'set-parameter': 'Change parameter',
  'set-file': 'Change file',
  'set-rule': 'Change rule',
};

/** What an edit is called beside undo. */
export function editLabel(edit: Edit): string {
  return edit.kind === 'batch' ? edit.label : EDIT_LABELS[edit.kind];
}
