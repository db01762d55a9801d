import type { Parameter, PropertyValue, RuleSeverity, Target } from '@pipewright/graph';
import type { SaveConflict } from '@pipewright/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConfigFileRef } from '../config-files/config-file-ref.ts';
import type { AddMenuRequest } from '../editor/canvas/add-menu-request.ts';
import type { ImportInput } from '../exchange/import-input.ts';
import { readSetting, writeSetting } from '../ui/settings.ts';

export type CentreView = 'canvas' | 'split' | 'yaml' | 'file';
export type BottomTab = 'problems' | 'advice' | 'docs' | 'metrics' | 'logs';

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly variant?: 'primary' | 'plain' | 'danger';
}

/** The dialog that is open; at most one. */
export type OpenDialog =
  | { readonly kind: 'new' }
  | { readonly kind: 'open' }
  | {
      readonly kind: 'name';
      readonly title: string;
      readonly action: string;
      readonly initial: string;
      readonly resolve: (name: string | undefined) => void;
    }
  | {
      readonly kind: 'conflict';
      readonly conflict: SaveConflict;
      readonly mine: string;
      readonly resolve: (choice: ConflictChoice) => void;
    }
  | {
      readonly kind: 'confirm';
      readonly title: string;
      readonly body: string;
      readonly choices: readonly Choice[];
      readonly resolve: (choice: string | undefined) => void;
    }
  | {
      readonly kind: 'parameters';
      readonly parameters: Readonly<Record<string, Parameter>>;
      readonly resolve: (values: Readonly<Record<string, PropertyValue>> | undefined) => void;
    }
  | {
      readonly kind: 'override-rule';
      readonly rule: string;
      /** What is offered first. */
      readonly severity: RuleSeverity;
      /** Elements that it can be limited to. */
      readonly elements: readonly string[];
    }
  | {
      readonly kind: 'explain-rule';
      readonly rule: string;
      /** Elements of the finding that it was asked at. */
      readonly elements: readonly string[];
    }
  | { readonly kind: 'switch-target'; readonly target: Target }
  | { readonly kind: 'export' }
  | { readonly kind: 'import'; readonly input?: ImportInput }
  | { readonly kind: 'convert-config'; readonly file: ConfigFileRef }
  | { readonly kind: 'snapshot'; readonly target: PreviewTarget }
  | { readonly kind: 'run-graph' }
  | { readonly kind: 'log-levels' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'commands' };

export type ConflictChoice = 'reload' | 'overwrite' | 'cancel';

/** The link whose video is shown; `stream` -1 is all streams, tiled. */
export interface PreviewTarget {
  readonly link: string;
  readonly stream: number;
}

export interface UiState {
  readonly view: CentreView;
  readonly bottomTab: BottomTab;
  readonly isBottomOpen: boolean;
  readonly isPaletteOpen: boolean;
  readonly isInspectorOpen: boolean;
  readonly isMinimapShown: boolean;
  /** Dashed arrows between GIEs and those that work on their objects. */
  readonly areRelationsShown: boolean;
  /** Boxes coloured by where the time of a run goes, and how full its queues are. */
  readonly isHeatShown: boolean;
  readonly dialog: OpenDialog | undefined;
  readonly addMenu: AddMenuRequest | undefined;
  readonly preview: PreviewTarget | undefined;
}

export interface UiActions {
  readonly setView: (view: CentreView) => void;
  readonly showBottom: (tab: BottomTab) => void;
  readonly toggle: (
    panel:
      | 'isBottomOpen'
      | 'isPaletteOpen'
      | 'isInspectorOpen'
      | 'isMinimapShown'
      | 'areRelationsShown'
      | 'isHeatShown',
  ) => void;
  readonly openDialog: (dialog: OpenDialog) => void;
  readonly closeDialog: () => void;
  readonly openAddMenu: (request: AddMenuRequest | undefined) => void;
  readonly showPreview: (target: PreviewTarget | undefined) => void;
}

export type UiStore = StoreApi<UiState & UiActions>;

function isShown(panel: string): boolean {
  return readSetting(panel) !== 'false';
}

/** Makes the store of what is shown where; panels and view are remembered. */
export function createUiStore(): UiStore {
  const view = readSetting('view');
  return createStore<UiState & UiActions>()((set, get) => ({
    view: view === 'split' || view === 'yaml' ? view : 'canvas',
    bottomTab: 'problems',
    isBottomOpen: isShown('isBottomOpen'),
    isPaletteOpen: isShown('isPaletteOpen'),
    isInspectorOpen: isShown('isInspectorOpen'),
    isMinimapShown: isShown('isMinimapShown'),
    areRelationsShown: isShown('areRelationsShown'),
    isHeatShown: readSetting('isHeatShown') === 'true',
    dialog: undefined,
    addMenu: undefined,
    preview: undefined,

    setView: (next) => {
      // Files are not open any more when the page is loaded again.
      if (next !== 'file') {
        writeSetting('view', next);
      }
      set({ view: next });
    },
    showBottom: (bottomTab) => set({ bottomTab, isBottomOpen: true }),
    toggle: (panel) => {
      const isOn = !get()[panel];
      writeSetting(panel, String(isOn));
      set({ [panel]: isOn });
    },
    openDialog: (dialog) => {
      const before = get().dialog;
      set({ dialog });
      cancel(before);
    },
    closeDialog: () => set({ dialog: undefined }),
    openAddMenu: (addMenu) => set({ addMenu }),
    showPreview: (preview) => set({ preview }),
  }));
}

/** Answers the one who waits for a dialog that another one replaces. */
function cancel(dialog: OpenDialog | undefined): void {
  switch (dialog?.kind) {
    case 'name':
    case 'confirm':
    case 'parameters':
      dialog.resolve(undefined);
      break;
    case 'conflict':
      dialog.resolve('cancel');
      break;
  }
}

/** Asks with buttons; undefined when the dialog was closed. */
export function ask<Value extends string>(
  ui: UiStore,
  question: { title: string; body: string; choices: readonly Choice<Value>[] },
): Promise<Value | undefined> {
  return new Promise((resolve) => {
    ui.getState().openDialog({
      kind: 'confirm',
      ...question,
      resolve: (choice) => resolve(choice as Value | undefined),
    });
  });
}

/** Asks for a name; undefined when the dialog was closed. */
export function askName(
  ui: UiStore,
  question: { title: string; action: string; initial: string },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    ui.getState().openDialog({ kind: 'name', ...question, resolve });
  });
}
