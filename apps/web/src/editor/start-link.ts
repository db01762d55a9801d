import { notify } from '../ui/toast-store.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { indexLinks, padsOf } from './pads.ts';
import { onlyElement } from './selection.ts';

/** Opens the menu of what the selected element's free output can feed: linking by keyboard. */
export function startLinkFrom({ editor, catalogue, canvas, ui }: Workbench): void {
  const { document, positions, selection } = editor.getState();
  const name = onlyElement(selection);
  const element = name === undefined ? undefined : document.elements[name];
  if (name === undefined || element === undefined) {
    return;
  }
  const factory = catalogue.getState().catalogue.factory(element.factory);
  const free = padsOf(name, factory, indexLinks(document)).srcs.find(
    (pad) => pad.numLinks === 0 || pad.isSlot,
  );
  if (free === undefined) {
    notify('info', `${name} has no free output.`);
    return;
  }
  const box = positions[name] ?? { x: 0, y: 0 };
  const spot = { x: box.x + 300, y: box.y + 62 };
  ui.getState().openAddMenu({
    screen: canvas.current?.toScreen({ x: box.x + 220, y: box.y + 60 }) ?? { x: 300, y: 300 },
    canvas: spot,
    origin: { ref: { element: name, pad: free.name }, side: 'from' },
  });
}
