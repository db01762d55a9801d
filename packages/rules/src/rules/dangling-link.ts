import { nearestNames } from '@pipewright/catalogue';
import type { Edit, Link } from '@pipewright/graph';
import type { Fix } from '../diagnostic.ts';
import type { LinkView } from '../pipeline-index.ts';
import type { DocumentRule } from '../rule.ts';

/** A link names an element that the document does not have. */
export const danglingLink: DocumentRule = {
  id: 'dangling-link',
  severity: 'error',
  title: 'Links join elements of the document',
  scope: 'document',
  check({ links, elements }, report) {
    for (const view of links) {
      for (const end of ['from', 'to'] as const) {
        const { name, element } = view[end];
        if (element) continue;
        const near = nearestNames(name, elements.keys(), 2);
        report({
          message: `The link ${view.id} names '${name}', which is no element of the document`,
          place: { link: view.id },
          remedy: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Remove the link',
          fixes: [
            ...near.map((other) => relinkFix(view, end, { ...view.link[end], element: other })),
            {
              title: 'Remove the link',
              edit: { kind: 'remove-link', link: view.id },
            },
          ],
        });
      }
    }
  },
};

/** Moves one end of a link to another pad, keeping its place and caps. */
export function relinkFix(view: LinkView, end: 'from' | 'to', ref: Link['from']): Fix {
  const title = `Link ${ref.element}.${ref.pad} instead`;
  const edits: Edit[] = [
    { kind: 'remove-link', link: view.id },
    {
      kind: 'add-link',
      link: { ...view.link, [end]: ref },
      index: view.position,
    },
  ];
  return { title, edit: { kind: 'batch', label: title, edits } };
}
