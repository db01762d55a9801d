import { findLink } from '@pipewright/graph';
import type { Workbench } from '../../workbench/workbench.ts';
import type { ProblemRow } from './problem-rows.ts';

/** Goes to where a problem is: selects the box or link, focuses the field, or opens the text. */
export function showPlace(
  { editor, ui, canvas, configFiles }: Workbench,
  row: Pick<ProblemRow, 'place' | 'source'>,
): void {
  const { place } = row;
  const state = ui.getState();
  if (place.file !== undefined && (place.line !== undefined || place.element === undefined)) {
    const at = { line: place.line ?? 1, column: place.column };
    if (configFiles.openWritten(place.file, at)) {
      if (place.element !== undefined) {
        editor.getState().focusPlace({ element: place.element });
      }
      return;
    }
  }
  if (row.source === 'text' || (place.file !== undefined && place.element === undefined)) {
    if (state.view === 'canvas') {
      state.setView('split');
    }
    editor.getState().focusPlace(place);
    return;
  }
  if (!state.isInspectorOpen) {
    state.toggle('isInspectorOpen');
  }
  editor.getState().focusPlace(place);
  const link =
    place.link === undefined ? undefined : findLink(editor.getState().document, place.link);
  const shown = link === undefined ? [place.element] : [link.from.element, link.to.element];
  canvas.current?.reveal(shown.filter((name) => name !== undefined));
}
