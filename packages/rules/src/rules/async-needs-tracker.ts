import { chainBefore, inferenceKey, inferenceSwitch, isSecondary } from '../inference-chain.ts';
import { elementsOf } from '../neighbours.ts';
import type { DocumentRule } from '../rule.ts';

/** Results that come later, or are kept, belong to a tracked object. */
export const asyncNeedsTracker: DocumentRule = {
  id: 'async-needs-tracker',
  severity: 'warning',
  title: 'Secondaries that keep results work on tracked objects',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvinfer')) {
      if (!isSecondary(element, index)) continue;
      const key =
        inferenceSwitch(element, index, 'classifier-async-mode') === true
          ? 'classifier-async-mode'
          : inferenceKey(element, index, 'secondary-reinfer-interval') !== undefined
            ? 'secondary-reinfer-interval'
            : undefined;
      if (key === undefined) continue;
      const { upstream, isKnown } = chainBefore(element);
      if (!isKnown || upstream.some(({ node }) => node.factory === 'nvtracker')) continue;
      report({
        message: `'${element.name}' has ${key}, which works on tracked objects, but no nvtracker stands before it`,
        place: { element: element.name, property: 'config-file-path' },
        remedy: `Put an nvtracker before '${element.name}', or remove ${key}`,
        ...(key === 'classifier-async-mode' ? {} : { severity: 'hint' as const }),
      });
    }
  },
};
