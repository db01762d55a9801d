import { inferenceBefore, isSecondary } from '../inference-chain.ts';
import { elementsOf } from '../neighbours.ts';
import type { DocumentRule } from '../rule.ts';

/** Secondaries work better on tracked objects. */
export const trackerBeforeSecondary: DocumentRule = {
  id: 'tracker-before-secondary',
  severity: 'hint',
  title: 'nvtracker comes before the secondaries',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvtracker')) {
      const secondary = inferenceBefore(element).find((view) => isSecondary(view, index));
      if (!secondary) continue;
      report({
        message: `'${element.name}' stands behind the secondary '${secondary.name}', which then infers every object anew in each frame`,
        place: { element: element.name },
        remedy: `Put '${element.name}' before '${secondary.name}'`,
      });
    }
  },
};
