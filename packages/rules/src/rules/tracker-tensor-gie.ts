import { booleanOf, isWritten, propertyPlace } from '../element-values.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** tensor-meta-gie-id counts only with input-tensor-meta. */
export const trackerTensorGie: ElementRule = {
  id: 'tracker-tensor-gie',
  severity: 'warning',
  title: 'tensor-meta-gie-id comes with input-tensor-meta',
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
