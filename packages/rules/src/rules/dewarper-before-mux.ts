import { batcherOf } from '../flow.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** nvdewarper works on one camera's frames, not on batches. */
export const dewarperBeforeMux: ElementRule = {
  id: 'dewarper-before-mux',
  severity: 'error',
  title: 'nvdewarper comes before the mux',
  topic: 'sources',
  explanation: prose`
    Looks for an nvdewarper behind a mux. It works on the frames of one camera with that
    camera's own lens settings, and does not take batches apart. Put one nvdewarper for each
    camera before the mux.`,
  scope: 'element',
  factories: ['nvdewarper'],
  check(element, _index, report) {
    const batcher = batcherOf(element);
    if (!batcher) return;
    report({
      message: `'${element.name}' stands behind '${batcher.name}', but nvdewarper works on one source's frames`,
      place: { element: element.name },
      remedy: `Put one nvdewarper per source before '${batcher.name}'`,
    });
  },
};
