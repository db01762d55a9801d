import { propertyPlace } from '../element-values.ts';
import { elementsOf } from '../neighbours.ts';
import { effectiveValue } from '../pipeline-index.ts';
import { type DocumentRule, setPropertyFix } from '../rule.ts';

/** Each REST server listens on a port of its own. */
export const multiuriPort: DocumentRule = {
  id: 'multiuri-port',
  severity: 'warning',
  title: 'Each nvmultiurisrcbin has a REST port of its own',
  scope: 'document',
  check(index, report) {
    const owners = new Map<string, string>();
    for (const element of elementsOf(index, 'nvmultiurisrcbin')) {
      const port = effectiveValue(element, 'port');
      if (port === undefined || String(port) === '0') continue;
      const owner = owners.get(String(port));
      owners.set(String(port), owner ?? element.name);
      if (owner === undefined) continue;
      const place = propertyPlace(element, 'port');
      report({
        message: `'${element.name}' and '${owner}' both listen on port ${port}`,
        place,
        remedy: 'Give each a port of its own, or "0" for no REST server',
        fixes: [setPropertyFix(`No REST server on ${element.name}`, place, '0')],
      });
    }
  },
};
