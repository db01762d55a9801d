/** The elements along the data. */
import type { ElementView } from '../pipeline-views.ts';

export interface ElementOrder {
  /** Sources before what they feed; those in or behind a cycle come last. */
  readonly elements: readonly ElementView[];
  readonly ranks: ReadonlyMap<ElementView, number>;
  readonly hasCycle: boolean;
}

export function alongTheData(elements: readonly ElementView[]): ElementOrder {
  const missing = new Map<ElementView, number>();
  const order: ElementView[] = [];
  for (const element of elements) {
    const numInputs = element.inputs.filter(({ from }) => from.element).length;
    missing.set(element, numInputs);
    if (numInputs === 0) order.push(element);
  }
  for (const element of order) {
    for (const { to } of element.outputs) {
      if (!to.element) continue;
      const left = (missing.get(to.element) ?? 0) - 1;
      missing.set(to.element, left);
      if (left === 0) order.push(to.element);
    }
  }
  const ranks = new Map(order.map((element, rank) => [element, rank]));
  const hasCycle = order.length < elements.length;
  if (hasCycle) for (const element of elements) if (!ranks.has(element)) order.push(element);
  return { elements: order, ranks, hasCycle };
}
