import { batcherOf } from '../flow.ts';
import { elementsOf } from '../neighbours.ts';
import type { DocumentRule } from '../rule.ts';

/** nvdewarper works on one camera's frames, not on batches. */
export const dewarperBeforeMux: DocumentRule = {
  id: 'dewarper-before-mux',
  severity: 'error',
  title: 'nvdewarper comes before the mux',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvdewarper')) {
      const batcher = batcherOf(element);
      if (!batcher) continue;
      report({
        message: `'${element.name}' stands behind '${batcher.name}', but nvdewarper works on one source's frames`,
        place: { element: element.name },
        remedy: `Put one nvdewarper per source before '${batcher.name}'`,
      });
    }
  },
};
