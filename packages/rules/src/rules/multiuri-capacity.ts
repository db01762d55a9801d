import { propertyPlace } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';
import { listOf } from '../sources.ts';

/** nvmultiurisrcbin takes no more sources than its batches hold. */
export const multiuriCapacity: ElementRule = {
  id: 'multiuri-capacity',
  severity: 'error',
  title: 'max-batch-size covers every source',
  topic: 'sources',
  explanation: prose`
    Compares the number of addresses in uri-list of nvmultiurisrcbin with max-batch-size.
    Sources beyond it are refused when they are added. Set max-batch-size to the most sources
    that you will have, those added by its REST interface included.`,
  scope: 'element',
  factories: ['nvmultiurisrcbin'],
  check(element, _index, report) {
    const numSources = listOf(element, 'uri-list')?.length;
    const capacity = effectiveInteger(element, 'max-batch-size');
    if (numSources === undefined || capacity === undefined || numSources <= capacity) return;
    const place = propertyPlace(element, 'max-batch-size');
    report({
      message: `'${element.name}' has ${numSources} sources, but max-batch-size ${capacity}`,
      place,
      remedy: `Set max-batch-size to ${numSources} or more`,
      fixes: [setPropertyFix(`Set max-batch-size to ${numSources}`, place, numSources)],
    });
  },
};
