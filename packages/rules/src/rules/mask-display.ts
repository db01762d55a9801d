import { booleanOf, propertyPlace } from '../element-values.ts';
import { inferenceBefore, inferenceKey, inferenceSwitch } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** nvdsosd starts without drawing masks. */
export const maskDisplay: ElementRule = {
  id: 'mask-display',
  severity: 'hint',
  title: 'Masks that a model makes are drawn',
  topic: 'output',
  explanation: prose`
    Looks at display-mask of nvdsosd behind a model that makes instance masks. It is off by
    default, so that boxes appear and masks do not. Turn it on.`,
  scope: 'element',
  factories: ['nvdsosd'],
  check(element, index, report) {
    if (booleanOf(element, 'display-mask') !== false) return;
    const maker = inferenceBefore(element).find(
      (view) =>
        inferenceSwitch(view, index, 'output-instance-mask') === true ||
        inferenceKey(view, index, 'network-type') === '3',
    );
    if (!maker) return;
    const place = propertyPlace(element, 'display-mask');
    report({
      message: `'${element.name}' does not draw the masks that '${maker.name}' makes: display-mask is off`,
      place,
      remedy: 'Set display-mask to true',
      fixes: [setPropertyFix('Set display-mask to true', place, true)],
    });
  },
};
