import { chainBefore, inferenceBefore, isSecondary } from '../inference-chain.ts';
import { inferenceSetting } from '../inference-settings.ts';
import { elementsOf } from '../neighbours.ts';
import { type DocumentRule, setPropertyFix } from '../rule.ts';

/** A secondary works on the objects of a model before it. */
export const secondaryGieId: DocumentRule = {
  id: 'secondary-gie-id',
  severity: 'error',
  title: 'A secondary names an inference element before it',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvinfer')) {
      if (!isSecondary(element, index)) continue;
      const wanted = inferenceSetting(element, index, 'infer-on-gie-id');
      if (wanted === undefined || wanted.number < 0) continue;
      const before = inferenceBefore(element);
      const ids = before.map((view) => inferenceSetting(view, index, 'unique-id')?.number);
      if (ids.includes(wanted.number) || ids.includes(undefined) || ids.length === 0) continue;
      if (!chainBefore(element).isKnown) continue;
      const place = { element: element.name, property: 'infer-on-gie-id' };
      const where = wanted.file === undefined ? '' : ` (from ${wanted.file})`;
      report({
        message: `'${element.name}' works on the objects of id ${wanted.number}${where}, but before it stand only ${before.map((view, at) => `'${view.name}' (${ids[at]})`).join(', ')}`,
        place,
        remedy: 'Name the id of a detector before it',
        fixes: ids.map((id) => setPropertyFix(`Set infer-on-gie-id to ${id}`, place, id)),
      });
    }
  },
};
