import { isSecondary } from '../inference-chain.ts';
import { inferenceSetting } from '../inference-settings.ts';
import { elementsOf } from '../neighbours.ts';
import { type DocumentRule, setPropertyFix } from '../rule.ts';

/** A primary looks at whole frames: ids of objects mean nothing to it. */
export const primaryWorksOnFrames: DocumentRule = {
  id: 'primary-works-on-frames',
  severity: 'warning',
  title: 'infer-on-gie-id is for secondaries',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvinfer')) {
      const wanted = inferenceSetting(element, index, 'infer-on-gie-id');
      if (wanted === undefined || wanted.number < 1 || isSecondary(element, index)) continue;
      const place = { element: element.name, property: 'process-mode' };
      report({
        message: `'${element.name}' names the objects of id ${wanted.number}, but as a primary it looks at whole frames`,
        place,
        remedy: 'Set process-mode to secondary, or remove infer-on-gie-id',
        fixes: [setPropertyFix('Make it a secondary', place, 'secondary')],
      });
    }
  },
};
