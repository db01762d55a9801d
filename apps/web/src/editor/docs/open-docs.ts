import type { Workbench } from '../../workbench/workbench.ts';
import { filterDocs, pinDocs } from './docs-store.ts';

/** Id by which the panel's search is found. */
export const DOCS_SEARCH_ID = 'docs-search';

/**
 * Shows the documentation of what has the focus: a property's field, a palette entry, else the
 * selected element; and puts the caret into its search.
 */
export function openDocs({ ui }: Workbench): void {
  const focused = document.activeElement;
  const property = focused?.closest<HTMLElement>('[data-testid="inspector"] [data-property]');
  const entry = focused?.closest<HTMLElement>('[data-testid="palette-item"]');
  filterDocs(property?.dataset.property ?? '');
  pinDocs(entry?.dataset.factory);
  ui.getState().showBottom('docs');
  // After the next rendering, in which the panel appears.
  requestAnimationFrame(() => {
    const search = document.getElementById(DOCS_SEARCH_ID);
    if (search instanceof HTMLInputElement) {
      search.focus();
      search.select();
    }
  });
}
