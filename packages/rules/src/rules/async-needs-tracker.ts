import { chainBefore, inferenceKey, inferenceSwitch, isSecondary } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Results that come later, or are kept, belong to a tracked object. */
export const asyncNeedsTracker: ElementRule = {
  id: 'async-needs-tracker',
  severity: 'warning',
  title: 'Secondaries that keep results work on tracked objects',
  topic: 'inference',
  explanation: prose`
    Looks at secondary nvinfer elements with classifier-async-mode or
    secondary-reinfer-interval, and no nvtracker before them. Both keep a result for a tracked
    object; without tracks late results can't be attached, and every object is inferred anew in
    each frame. Put an nvtracker before, or remove the key.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    if (!isSecondary(element, index)) return;
    const key =
      inferenceSwitch(element, index, 'classifier-async-mode') === true
        ? 'classifier-async-mode'
        : inferenceKey(element, index, 'secondary-reinfer-interval') !== undefined
          ? 'secondary-reinfer-interval'
          : undefined;
    if (key === undefined) return;
    const { upstream, isKnown } = chainBefore(element);
    if (!isKnown || upstream.some(({ node }) => node.factory === 'nvtracker')) return;
    report({
      message: `'${element.name}' has ${key}, which works on tracked objects, but no nvtracker stands before it`,
      place: { element: element.name, property: 'config-file-path' },
      remedy: `Put an nvtracker before '${element.name}', or remove ${key}`,
      ...(key === 'classifier-async-mode' ? {} : { severity: 'hint' as const }),
    });
  },
};
