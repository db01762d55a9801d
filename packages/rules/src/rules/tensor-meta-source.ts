import { booleanOf, propertyPlace } from '../element-values.ts';
import { chainBefore } from '../inference-chain.ts';
import { elementsOf } from '../neighbours.ts';
import { type DocumentRule, setPropertyFix } from '../rule.ts';

/** Tensors in metadata come from nvdspreprocess. */
export const tensorMetaSource: DocumentRule = {
  id: 'tensor-meta-source',
  severity: 'warning',
  title: 'input-tensor-meta comes with nvdspreprocess',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvinfer', 'nvinferserver', 'nvtracker')) {
      if (booleanOf(element, 'input-tensor-meta') !== true) continue;
      const { upstream, isKnown } = chainBefore(element);
      if (!isKnown || upstream.some(({ node }) => node.factory === 'nvdspreprocess')) continue;
      const place = propertyPlace(element, 'input-tensor-meta');
      report({
        message: `'${element.name}' waits for prepared tensors, but no nvdspreprocess stands before it`,
        place,
        remedy: 'Put an nvdspreprocess before it, or remove input-tensor-meta',
        fixes: [setPropertyFix('Remove input-tensor-meta', place)],
      });
    }
  },
};
