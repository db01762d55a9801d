import { inferenceBefore, isSecondary } from '../inference-chain.ts';
import type { ElementRule } from '../rule.ts';

/** Secondaries work better on tracked objects. */
export const trackerBeforeSecondary: ElementRule = {
  id: 'tracker-before-secondary',
  severity: 'hint',
  title: 'nvtracker comes before the secondaries',
  scope: 'element',
  factories: ['nvtracker'],
  check(element, index, report) {
    const secondary = inferenceBefore(element).find((view) => isSecondary(view, index));
    if (!secondary) return;
    report({
      message: `'${element.name}' stands behind the secondary '${secondary.name}', which then infers every object anew in each frame`,
      place: { element: element.name },
      remedy: `Put '${element.name}' before '${secondary.name}'`,
    });
  },
};
