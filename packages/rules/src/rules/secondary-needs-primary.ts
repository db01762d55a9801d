import { chainBefore, inferenceBefore, isSecondary } from '../inference-chain.ts';
import { elementsOf } from '../neighbours.ts';
import type { DocumentRule } from '../rule.ts';

/** A secondary without a detector before it has no objects to work on. */
export const secondaryNeedsPrimary: DocumentRule = {
  id: 'secondary-needs-primary',
  severity: 'warning',
  title: 'A secondary comes after a detector',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvinfer')) {
      if (!isSecondary(element, index) || inferenceBefore(element).length > 0) continue;
      if (!chainBefore(element).isKnown) continue;
      report({
        message: `'${element.name}' works on objects (process-mode 2), but no detector stands before it`,
        place: { element: element.name, property: 'process-mode' },
        remedy: 'Put the detector before it, or set process-mode to primary',
      });
    }
  },
};
