import { booleanOf, isWritten, propertyPlace } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** tensor-meta-gie-id counts only with input-tensor-meta. */
export const trackerTensorGie: ElementRule = {
  id: 'tracker-tensor-gie',
  severity: 'warning',
  title: 'tensor-meta-gie-id comes with input-tensor-meta',
  topic: 'tracking',
  explanation: prose`
    Finds tensor-meta-gie-id on an nvtracker without input-tensor-meta. The id says whose
    tensors the tracker takes, and counts only once it takes tensors at all. Turn
    input-tensor-meta on, or remove the id.`,
  scope: 'element',
  factories: ['nvtracker'],
  check(element, _index, report) {
    if (!isWritten(element, 'tensor-meta-gie-id')) return;
    if (booleanOf(element, 'input-tensor-meta') !== false) return;
    const place = propertyPlace(element, 'input-tensor-meta');
    report({
      message: `'${element.name}' has tensor-meta-gie-id, which counts only with input-tensor-meta`,
      place,
      remedy: 'Set input-tensor-meta to true, or remove tensor-meta-gie-id',
      fixes: [setPropertyFix('Set input-tensor-meta to true', place, true)],
    });
  },
};
