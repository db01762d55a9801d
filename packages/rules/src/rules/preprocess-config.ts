import { textOf } from '../element-values.ts';
import { elementsOf } from '../neighbours.ts';
import type { DocumentRule } from '../rule.ts';

const needed = [
  'processing-width',
  'processing-height',
  'network-input-order',
  'network-input-shape',
  'network-color-format',
  'tensor-data-type',
  'tensor-name',
  'scaling-filter',
  'scaling-pool-memory-type',
  'custom-lib-path',
  'custom-tensor-preparation-function',
];

/** nvdspreprocess starts only with all of its keys. */
export const preprocessConfig: DocumentRule = {
  id: 'preprocess-config',
  severity: 'error',
  title: "nvdspreprocess' config file has all that it needs",
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvdspreprocess')) {
      const path = textOf(element, 'config-file');
      const config = path === undefined ? undefined : index.config(path);
      if (!config || config.problems.length > 0) continue;
      const group = config.groups.get('property');
      const missing = needed.filter((key) => !group?.entries.has(key));
      if (missing.length === 0) continue;
      report({
        message: `${config.path}: nvdspreprocess needs ${missing.join(', ')} under [property]`,
        place: {
          element: element.name,
          property: 'config-file',
          file: config.path,
          ...(group ? { line: group.line } : {}),
        },
        remedy: 'Write them under [property]',
      });
    }
  },
};
