/** From a note of an export to what it speaks of. */
import type { FormatPlace } from '@pipewright/formats';
import type { PipelineDocument } from '@pipewright/graph';
import { findLink } from '@pipewright/graph';
import { showPlace } from '../editor/problems/show-place.ts';
import type { Workbench } from '../workbench/workbench.ts';

/** Whether a place is something of the document, which the editor can show. */
export function isInDocument(place: FormatPlace, document: PipelineDocument): boolean {
  return (
    (place.element !== undefined && Object.hasOwn(document.elements, place.element)) ||
    (place.link !== undefined && findLink(document, place.link) !== undefined) ||
    (place.parameter !== undefined && Object.hasOwn(document.parameters, place.parameter)) ||
    (place.file !== undefined && Object.hasOwn(document.files, place.file))
  );
}

/** Closes the dialog and selects the element, link, parameter or file on the canvas. */
export function showInEditor(workbench: Workbench, place: FormatPlace): void {
  const { ui } = workbench;
  ui.getState().closeDialog();
  const isOnCanvas = place.element !== undefined || place.link !== undefined;
  if (isOnCanvas && ui.getState().view !== 'canvas' && ui.getState().view !== 'split') {
    ui.getState().setView('canvas');
  }
  if (place.parameter !== undefined && !ui.getState().isInspectorOpen) {
    ui.getState().toggle('isInspectorOpen');
  }
  // After the dialog gave the focus back, so that the field keeps it.
  setTimeout(() => {
    showPlace(workbench, { source: 'check', place });
    if (place.parameter !== undefined && !isOnCanvas) {
      focusParameter(place.parameter);
    }
  }, 0);
}

function focusParameter(name: string): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-parameter="${CSS.escape(name)}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector<HTMLElement>('input')?.focus();
  });
}
