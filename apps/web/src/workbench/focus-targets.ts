import type { UiStore } from './ui-store.ts';

/** Ids by which controls that commands focus are found. */
export const PALETTE_SEARCH_ID = 'palette-search';
export const ELEMENT_NAME_ID = 'inspector-name';

/** Opens the palette if need be and puts the caret into its search. */
export function focusPaletteSearch(ui: UiStore): void {
  if (!ui.getState().isPaletteOpen) {
    ui.getState().toggle('isPaletteOpen');
  }
  focusLater(PALETTE_SEARCH_ID);
}

/** Opens the inspector if need be and selects the element's name in it. */
export function focusElementName(ui: UiStore): void {
  if (!ui.getState().isInspectorOpen) {
    ui.getState().toggle('isInspectorOpen');
  }
  focusLater(ELEMENT_NAME_ID);
}

/** After the next rendering, in which the control may appear. */
function focusLater(id: string): void {
  requestAnimationFrame(() => {
    const control = document.getElementById(id);
    control?.focus();
    if (control instanceof HTMLInputElement) {
      control.select();
    }
  });
}
