import { propertyPlace } from '../element-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';
import { listOf } from '../sources.ts';

/** The lists of nvmultiurisrcbin go together, entry by entry. */
export const multiuriLists: ElementRule = {
  id: 'multiuri-lists',
  severity: 'error',
  title: "nvmultiurisrcbin's lists are equally long",
  topic: 'sources',
  explanation: prose`
    Compares the lengths of sensor-id-list and sensor-name-list of nvmultiurisrcbin with
    uri-list. They go together entry by entry, so with other lengths sources get no id or the id
    of another. Give each list one entry for each address.`,
  scope: 'element',
  factories: ['nvmultiurisrcbin'],
  check(element, _index, report) {
    const uris = listOf(element, 'uri-list');
    if (!uris) return;
    for (const property of ['sensor-id-list', 'sensor-name-list']) {
      const entries = listOf(element, property);
      if (!entries || entries.length === uris.length) continue;
      report({
        message: `'${property}' of '${element.name}' has ${entries.length} entries, but uri-list has ${uris.length}`,
        place: propertyPlace(element, property),
        remedy: `Give it ${uris.length} entries`,
      });
    }
  },
};
