import { isSecondary } from '../inference-chain.ts';
import { inferenceSetting } from '../inference-settings.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** A primary looks at whole frames: ids of objects mean nothing to it. */
export const primaryWorksOnFrames: ElementRule = {
  id: 'primary-works-on-frames',
  severity: 'warning',
  title: 'infer-on-gie-id is for secondaries',
  topic: 'inference',
  explanation: prose`
    Finds infer-on-gie-id on an nvinfer that works as a primary. A primary looks at whole frames
    and does not look at objects, so the id does nothing. Make it a secondary, or remove the id.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    const wanted = inferenceSetting(element, index, 'infer-on-gie-id');
    if (wanted === undefined || wanted.number < 1 || isSecondary(element, index)) return;
    const place = { element: element.name, property: 'process-mode' };
    report({
      message: `'${element.name}' names the objects of id ${wanted.number}, but as a primary it looks at whole frames`,
      place,
      remedy: 'Set process-mode to secondary, or remove infer-on-gie-id',
      fixes: [setPropertyFix('Make it a secondary', place, 'secondary')],
    });
  },
};
