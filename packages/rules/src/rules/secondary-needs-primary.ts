import { chainBefore, inferenceBefore, isSecondary } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** A secondary without a detector before it has no objects to work on. */
export const secondaryNeedsPrimary: ElementRule = {
  id: 'secondary-needs-primary',
  severity: 'warning',
  title: 'A secondary comes after a detector',
  topic: 'inference',
  explanation: prose`
    Looks for a detector before each nvinfer that works on objects (process-mode 2). Without one
    there are no objects, so the model never runs. Put the detector before it, or make it a
    primary. Chains that start in something unknown are not judged.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    if (!isSecondary(element, index) || inferenceBefore(element).length > 0) return;
    if (!chainBefore(element).isKnown) return;
    report({
      message: `'${element.name}' works on objects (process-mode 2), but no detector stands before it`,
      place: { element: element.name, property: 'process-mode' },
      remedy: 'Put the detector before it, or set process-mode to primary',
    });
  },
};
