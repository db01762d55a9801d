import { parseCaps } from '@pipewright/caps';
import { resolveValue } from '../parameter-references.ts';
import { prose } from '../prose.ts';
import type { LinkRule } from '../rule.ts';

/** The caps written on a link can't be read. */
export const linkCapsSyntax: LinkRule = {
  id: 'link-caps-syntax',
  severity: 'error',
  title: "A link's caps can be read",
  topic: 'links',
  explanation: prose`
    Reads the caps that are written on a link as GStreamer does. Caps that can't be read can't
    be made a filter, so the pipeline is not built. Correct them at the character that the
    message names, or remove them.`,
  scope: 'link',
  check({ id, link }, { document }, report) {
    if (link.caps === undefined) return;
    const text = resolveValue(document, link.caps);
    if (text === undefined) return;
    const parsed = parseCaps(String(text));
    if (parsed.ok) return;
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
  },
};
