import { nearestNames } from '@pipewright/catalogue';
import { prose } from '../prose.ts';
import { relinkFix } from '../relink-fix.ts';
import type { LinkRule } from '../rule.ts';

/** A link names an element that the document does not have. */
export const danglingLink: LinkRule = {
  id: 'dangling-link',
  severity: 'error',
  title: 'Links join elements of the document',
  topic: 'links',
  explanation: prose`
    Looks for links that name an element which the document does not have. Such a link can't be
    made, and the elements on its other side are left without data. Correct the name, or remove
    the link.`,
  isFixed: true,
  scope: 'link',
  check(view, index, report) {
    const { elements } = index;

    for (const end of ['from', 'to'] as const) {
      const { name, element } = view[end];
      if (element) continue;
      const near = nearestNames(name, elements.keys(), 2);
      report({
        message: `The link ${view.id} names '${name}', which is no element of the document`,
        place: { link: view.id },
        remedy: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Remove the link',
        fixes: [
          ...near.flatMap((other) =>
            relinkFix(view, end, { ...view.link[end], element: other }, index),
          ),
          {
            title: 'Remove the link',
            edit: { kind: 'remove-link', link: view.id },
          },
        ],
      });
    }
  },
};
