import { propertyPlace } from '../element-values.ts';
import { effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** With several surfaces per frame, batches hold whole frames only. */
export const muxSurfacesBatch: ElementRule = {
  id: 'mux-surfaces-batch',
  severity: 'error',
  title: "The mux's batch-size is a multiple of num-surfaces-per-frame",
  topic: 'batching',
  explanation: prose`
    Compares batch-size of nvstreammux with its num-surfaces-per-frame. With several surfaces
    for each frame, such as the views of a dewarper, a batch holds whole frames only, so a
    batch-size between two multiples can't be filled. Set it to a multiple.`,
  scope: 'element',
  factories: ['nvstreammux'],
  check(element, _index, report) {
    const surfaces = effectiveInteger(element, 'num-surfaces-per-frame') ?? 1;
    const batchSize = effectiveInteger(element, 'batch-size') ?? 0;
    if (surfaces < 2 || batchSize < 1 || batchSize % surfaces === 0) return;
    const place = propertyPlace(element, 'batch-size');
    const wanted = Math.ceil(batchSize / surfaces) * surfaces;
    report({
      message: `batch-size ${batchSize} of '${element.name}' is no multiple of its num-surfaces-per-frame, ${surfaces}`,
      place,
      remedy: `Set batch-size to a multiple of ${surfaces}`,
      fixes: [setPropertyFix(`Set batch-size to ${wanted}`, place, wanted)],
    });
  },
};
