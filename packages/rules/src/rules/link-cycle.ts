import { type Edit, topologicalOrder } from '@pipewright/graph';
import type { DocumentRule } from '../rule.ts';

/** Data would run in a circle. */
export const linkCycle: DocumentRule = {
  id: 'link-cycle',
  severity: 'error',
  title: 'Links make no circle',
  scope: 'document',
  check({ document, links }, report) {
    const { cycle } = topologicalOrder(document);
    if (!cycle || cycle.length === 0) return;
    const last = cycle.at(-1);
    // Several links may join the two; without one, it is no circle but a link to nowhere.
    const closing = links.filter((view) => view.from.name === last && view.to.name === cycle[0]);
    const [first] = closing;
    if (!first) return;
    const title = `Remove ${closing.map((view) => view.id).join(' and ')}`;
    report({
      message:
        cycle.length === 1
          ? `'${last}' is linked to itself`
          : `The links run in a circle: ${[...cycle, cycle[0]].join(' -> ')}`,
      place: { element: cycle[0] ?? '', link: first.id },
      remedy: 'Remove a link of the circle: GStreamer pipelines flow one way',
      fixes: [
        {
          title,
          edit: {
            kind: 'batch',
            label: title,
            edits: closing.map((view): Edit => ({ kind: 'remove-link', link: view.id })),
          },
        },
      ],
    });
  },
};
