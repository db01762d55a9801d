import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { ConfigFilesState } from '../config-files/config-file-store.ts';
import type { CatalogueState } from '../editor/catalogue-store.ts';
import type { EditorState } from '../editor/editor-store.ts';
import type { CheckState } from '../editor/problems/check-store.ts';
import type { RunStoreState } from '../run/run-store.ts';
import type { UiState } from './ui-store.ts';
import type { Workbench } from './workbench.ts';

const WorkbenchContext = createContext<Workbench | undefined>(undefined);

/** Gives the workbench to all components below. */
export function WorkbenchProvider({
  workbench,
  children,
}: {
  readonly workbench: Workbench;
  readonly children: ReactNode;
}): ReactNode {
  return <WorkbenchContext value={workbench}>{children}</WorkbenchContext>;
}

/** The workbench. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === undefined) {
    throw new Error('useWorkbench is used outside of WorkbenchProvider.');
  }
  return workbench;
}

/** A part of the editor's state. */
export function useEditor<T>(selector: (state: EditorState) => T): T {
  return useStore(useWorkbench().editor, selector);
}

/** A part of what is shown where. */
export function useUi<T>(selector: (state: UiState) => T): T {
  return useStore(useWorkbench().ui, selector);
}

/** A part of the shown run. */
export function useRun<T>(selector: (state: RunStoreState) => T): T {
  return useStore(useWorkbench().run, selector);
}

/** A part of the findings. */
export function useChecks<T>(selector: (state: CheckState) => T): T {
  return useStore(useWorkbench().checker.store, selector);
}

/** A part of the catalogue's state. */
export function useCatalogue<T>(selector: (state: CatalogueState) => T): T {
  return useStore(useWorkbench().catalogue, selector);
}

/** A part of the state of the config files that are open. */
export function useConfigFiles<T>(selector: (state: ConfigFilesState) => T): T {
  return useStore(useWorkbench().configFiles.store, selector);
}
