/** Walks along links. */
import { areListsSame, remembered } from './live/remembered.ts';
import type { ElementView } from './pipeline-views.ts';

type Walk = (element: ElementView) => readonly ElementView[];

/** Everything whose data reaches the element, nearest first; the element itself is not in it. */
export const upstreamElements: Walk = remembered(
  (element: ElementView) => reach(element, (view) => view.inputs.map((link) => link.from.element)),
  areListsSame,
);

/** Everything that the element's data reaches, nearest first. */
export const downstreamElements: Walk = remembered(
  (element: ElementView) => reach(element, (view) => view.outputs.map((link) => link.to.element)),
  areListsSame,
);

function reach(
  start: ElementView,
  next: (view: ElementView) => readonly (ElementView | undefined)[],
): ElementView[] {
  const found = new Set<ElementView>();
  const queue = [start];
  for (const view of queue) {
    for (const other of next(view)) {
      if (!other || other === start || found.has(other)) continue;
      found.add(other);
      queue.push(other);
    }
  }
  return [...found];
}

/** The element that gives batches to this one: the nearest batcher upstream. */
export const batcherOf: (element: ElementView) => ElementView | undefined = remembered(
  (element: ElementView) => upstreamElements(element).find(isBatcher),
);

/** Whether the element makes batches out of single streams. */
export function isBatcher({ node }: ElementView): boolean {
  return node.factory === 'nvstreammux' || node.factory === 'nvmultiurisrcbin';
}
