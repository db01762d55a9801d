import { topologicalOrder } from '@pipewright/graph';
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
    const closing = links.find((view) => view.from.name === last && view.to.name === cycle[0]);
    report({
      message:
        cycle.length === 1
          ? `'${last}' is linked to itself`
          : `The links run in a circle: ${[...cycle, cycle[0]].join(' -> ')}`,
      place: {
        element: cycle[0] ?? '',
        ...(closing ? { link: closing.id } : {}),
      },
      remedy: 'Remove a link of the circle: GStreamer pipelines flow one way',
      fixes: closing
        ? [
            {
              title: `Remove ${closing.id}`,
              edit: { kind: 'remove-link', link: closing.id },
            },
          ]
        : [],
    });
  },
};
