import { isBatcher } from '../flow.ts';
import type { ElementView } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Batches can't be batched again by the legacy mux. */
export const muxAfterMux: ElementRule = {
  id: 'mux-after-mux',
  severity: 'error',
  title: 'No second mux takes in batches',
  topic: 'batching',
  explanation: prose`
    Looks for a legacy nvstreammux that takes in batches of another mux. It takes single frames,
    and can't batch batches. Remove one of the two, put an nvstreamdemux between, or use the new
    nvstreammux, which can stand behind another.`,
  scope: 'element',
  factories: ['nvstreammux'],
  check(element, index, report) {
    // The new mux can be put behind another.
    if (index.document.target.streammux === 'new') return;

    const other = batchesInto(element);
    if (!other) return;
    report({
      message: `'${element.name}' takes in what '${other.name}' (${other.node.factory}) has batched already`,
      place: { element: element.name },
      remedy: `Remove one of them, or put an nvstreamdemux between`,
    });
  },
};

/** The batcher whose batches reach the element undivided. */
function batchesInto(element: ElementView): ElementView | undefined {
  const seen = new Set<ElementView>([element]);
  const queue = [element];
  for (const view of queue) {
    for (const { from } of view.inputs) {
      const other = from.element;
      if (!other || seen.has(other)) continue;
      if (isBatcher(other)) return other;
      seen.add(other);
      // Either makes single frames of batches.
      const isSingle = ['nvstreamdemux', 'nvmultistreamtiler'].includes(other.node.factory);
      if (!isSingle) queue.push(other);
    }
  }
  return undefined;
}
