import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ConfigFileRef, fileKey } from './config-file-ref.ts';
import { type TextHistory, textHistory } from './text-history.ts';

/** A file on the disk as the editor knows it. */
export type DiskFile =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | {
      readonly state: 'ready';
      readonly history: TextHistory;
      /** Text of `revision`. */
      readonly savedText: string;
      /** Hash of the text on the disk; empty when the file is gone. */
      readonly revision: string;
      readonly isWritable: boolean;
    };

/** A place that should be shown; `serial` makes equal requests different. */
export interface LineRequest {
  readonly key: string;
  readonly line: number;
  readonly column: number;
  readonly serial: number;
}

/** Which parts of a file are shown. */
export type FileLayout = 'text' | 'both' | 'form';

export interface ConfigFilesState {
  readonly tabs: readonly ConfigFileRef[];
  readonly active: ConfigFileRef | undefined;
  /** By path. */
  readonly disk: Readonly<Record<string, DiskFile>>;
  readonly request: LineRequest | undefined;
  /** As chosen; undefined until then: it depends on the room. */
  readonly layout: FileLayout | undefined;
}

export type ConfigFilesStore = StoreApi<ConfigFilesState>;

/** Makes the store of the config files that are open. */
export function createConfigFilesStore(layout: FileLayout | undefined): ConfigFilesStore {
  return createStore<ConfigFilesState>()(() => ({
    tabs: [],
    active: undefined,
    disk: {},
    request: undefined,
    layout,
  }));
}

/** Whether a file on the disk has changes that are not saved. */
export function isFileDirty(file: DiskFile | undefined): boolean {
  return file?.state === 'ready' && file.isWritable && file.history.text !== file.savedText;
}

/** A file as it was just read or saved. */
export function readyFile(opened: {
  readonly text: string;
  readonly revision: string;
  readonly isWritable: boolean;
}): DiskFile {
  return {
    state: 'ready',
    history: textHistory(opened.text),
    savedText: opened.text,
    revision: opened.revision,
    isWritable: opened.isWritable,
  };
}

/** The state with a file of the disk changed. */
export function withDisk(
  state: ConfigFilesState,
  path: string,
  file: DiskFile | undefined,
): Pick<ConfigFilesState, 'disk'> {
  const { [path]: _, ...others } = state.disk;
  return { disk: file === undefined ? others : { ...others, [path]: file } };
}

/** The state without a tab; its neighbour takes its place. */
export function withoutTab(
  state: ConfigFilesState,
  key: string,
): Pick<ConfigFilesState, 'tabs' | 'active'> {
  const index = state.tabs.findIndex((tab) => fileKey(tab) === key);
  const tabs = state.tabs.filter((tab) => fileKey(tab) !== key);
  const isActive = state.active !== undefined && fileKey(state.active) === key;
  return {
    tabs,
    active: isActive ? (tabs[index] ?? tabs.at(-1)) : state.active,
  };
}

/** Where there is less room, text and form stand beside each other only on request. */
const ROOMY_PIXELS = 1200;

/** The layout as chosen, or as the room allows. */
export function shownLayout(chosen: FileLayout | undefined): FileLayout {
  return chosen ?? (globalThis.innerWidth < ROOMY_PIXELS ? 'text' : 'both');
}
