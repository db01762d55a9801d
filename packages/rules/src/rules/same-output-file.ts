import { propertyPlace, textOf } from '../element-values.ts';
import { elementsOf } from '../neighbours.ts';
import type { DocumentRule } from '../rule.ts';

/** Two sinks that write one file spoil it. */
export const sameOutputFile: DocumentRule = {
  id: 'same-output-file',
  severity: 'error',
  title: 'Each sink writes a file of its own',
  scope: 'document',
  check(index, report) {
    const owners = new Map<string, string>();
    for (const element of elementsOf(index, 'filesink', 'splitmuxsink', 'multifilesink')) {
      const location = textOf(element, 'location');
      if (location === undefined || location.startsWith('/dev/')) continue;
      const owner = owners.get(location);
      owners.set(location, owner ?? element.name);
      if (owner === undefined) continue;
      report({
        message: `'${element.name}' and '${owner}' both write ${location}`,
        place: propertyPlace(element, 'location'),
        remedy: 'Give each a file of its own',
      });
    }
  },
};
