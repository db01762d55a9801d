import { parseCaps } from '@pipewright/caps';
import { resolveValue } from '../parameter-references.ts';
import type { DocumentRule } from '../rule.ts';

/** The caps written on a link can't be read. */
export const linkCapsSyntax: DocumentRule = {
  id: 'link-caps-syntax',
  severity: 'error',
  title: "A link's caps can be read",
  scope: 'document',
  check({ links, document }, report) {
    for (const { id, link } of links) {
      if (link.caps === undefined) continue;
      const text = resolveValue(document, link.caps);
      if (text === undefined) continue;
      const parsed = parseCaps(String(text));
      if (parsed.ok) continue;
      report({
        message: `The caps "${text}" of the link ${id} can't be read: ${parsed.error.message} (at character ${parsed.error.offset + 1})`,
        place: { link: id },
        remedy: 'Write caps such as video/x-raw(memory:NVMM), format=NV12',
        fixes: [
          {
            title: 'Remove the caps',
            edit: { kind: 'set-link-caps', link: id },
          },
        ],
      });
    }
  },
};
