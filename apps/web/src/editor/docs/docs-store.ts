import { createStore } from 'zustand/vanilla';

/** What the documentation panel was asked to show, beyond the selected element. */
export interface DocsState {
  /** A palette entry under the pointer. */
  readonly hovered: string | undefined;
  /** A palette entry that has or had the keyboard's focus, until another thing is selected. */
  readonly pinned: string | undefined;
  /** What the properties are narrowed to. */
  readonly filter: string;
}

export const docsStore = createStore<DocsState>()(() => ({
  hovered: undefined,
  pinned: undefined,
  filter: '',
}));

/** Shows a palette entry for as long as the pointer is on it. */
export function hoverDocs(factory: string | undefined): void {
  docsStore.setState({ hovered: factory });
}

/** Shows a palette entry until another thing is selected. */
export function pinDocs(factory: string | undefined): void {
  docsStore.setState({ pinned: factory });
}

/** Narrows the properties to words. */
export function filterDocs(filter: string): void {
  docsStore.setState({ filter });
}
