import { hasCaps } from '../neighbours.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** What comes through the socket carries no caps. */
export const unixfdCaps: ElementRule = {
  id: 'unixfd-caps',
  severity: 'warning',
  title: 'Caps are written behind nvunixfdsrc',
  topic: 'sources',
  explanation: prose`
    Looks for caps behind nvunixfdsrc. What comes through the socket carries no caps, so the
    next element can't tell the size and format of the frames. Write the sender's caps on the
    link.`,
  scope: 'element',
  factories: ['nvunixfdsrc'],
  check(element, _index, report) {
    for (const view of element.outputs) {
      if (hasCaps(view)) continue;
      report({
        message: `No caps are written behind '${element.name}', so '${view.to.name}' can't tell what comes through the socket`,
        place: { element: element.name, link: view.id },
        remedy: 'Write the caps that the sender has on the link',
      });
    }
  },
};
