import { inferenceBefore, isSecondary } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Secondaries work better on tracked objects. */
export const trackerBeforeSecondary: ElementRule = {
  id: 'tracker-before-secondary',
  severity: 'hint',
  title: 'nvtracker comes before the secondaries',
  topic: 'tracking',
  explanation: prose`
    Looks for secondary inference before nvtracker. A secondary infers a tracked object once and
    then only now and again, but without tracks it infers every object anew in each frame. Put
    the tracker between the detector and its secondaries.`,
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
