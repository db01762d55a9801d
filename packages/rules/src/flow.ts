/** Walks along links. */
import type { ElementView } from './pipeline-index.ts';

/** Everything whose data reaches the element, nearest first; the element itself is not in it. */
export function upstreamElements(element: ElementView): ElementView[] {
  return reach(element, (view) => view.inputs.map((link) => link.from.element));
}

/** Everything that the element's data reaches, nearest first. */
export function downstreamElements(element: ElementView): ElementView[] {
  return reach(element, (view) => view.outputs.map((link) => link.to.element));
}

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
export function batcherOf(element: ElementView): ElementView | undefined {
  return upstreamElements(element).find(isBatcher);
}

/** Whether the element makes batches out of single streams. */
export function isBatcher({ node }: ElementView): boolean {
  return node.factory === 'nvstreammux' || node.factory === 'nvmultiurisrcbin';
}
