import { booleanOf, propertyPlace } from '../element-values.ts';
import { chainBefore } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Tensors in metadata come from nvdspreprocess. */
export const tensorMetaSource: ElementRule = {
  id: 'tensor-meta-source',
  severity: 'warning',
  title: 'input-tensor-meta comes with nvdspreprocess',
  topic: 'inference',
  explanation: prose`
    Looks for nvdspreprocess before elements with input-tensor-meta on. They take their tensors
    from metadata that only it attaches, and without it infer nothing. Put an nvdspreprocess
    before, or remove the property.`,
  scope: 'element',
  factories: ['nvinfer', 'nvinferserver', 'nvtracker'],
  check(element, _index, report) {
    if (booleanOf(element, 'input-tensor-meta') !== true) return;
    const { upstream, isKnown } = chainBefore(element);
    if (!isKnown || upstream.some(({ node }) => node.factory === 'nvdspreprocess')) return;
    const place = propertyPlace(element, 'input-tensor-meta');
    report({
      message: `'${element.name}' waits for prepared tensors, but no nvdspreprocess stands before it`,
      place,
      remedy: 'Put an nvdspreprocess before it, or remove input-tensor-meta',
      fixes: [setPropertyFix('Remove input-tensor-meta', place)],
    });
  },
};
