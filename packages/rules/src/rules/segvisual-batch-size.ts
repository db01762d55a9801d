import { isWritten, propertyPlace } from '../element-values.ts';
import { batcherOf } from '../flow.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** nvsegvisual draws as many frames as its batch-size says. */
export const segvisualBatchSize: ElementRule = {
  id: 'segvisual-batch-size',
  severity: 'warning',
  title: "nvsegvisual's batch-size is its mux's",
  topic: 'output',
  explanation: prose`
    Compares batch-size of nvsegvisual with that of the mux before it. It makes output frames
    for its own number, so with a smaller one the masks of some sources are not drawn. Set it to
    the mux's batch-size.`,
  scope: 'element',
  factories: ['nvsegvisual'],
  check(element, _index, report) {
    const batcher = batcherOf(element);
    if (batcher?.node.factory !== 'nvstreammux' || !isWritten(batcher, 'batch-size')) return;
    const wanted = effectiveInteger(batcher, 'batch-size') ?? 0;
    const own = effectiveInteger(element, 'batch-size');
    if (wanted < 1 || own === undefined || own === wanted) return;
    const place = propertyPlace(element, 'batch-size');
    report({
      message: `'${element.name}' draws batches of ${own}, but '${batcher.name}' gives batches of ${wanted}`,
      place,
      remedy: `Set batch-size to ${wanted}`,
      fixes: [setPropertyFix(`Set batch-size to ${wanted}`, place, wanted)],
    });
  },
};
