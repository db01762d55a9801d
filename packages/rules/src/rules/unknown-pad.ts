import {
  findPadTemplate,
  isPadPattern,
  nearestNames,
  type PadDirection,
} from '@pipewright/catalogue';
import type { Fix } from '../diagnostic.ts';
import type { LinkView } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { relinkFix } from '../relink-fix.ts';
import type { LinkRule } from '../rule.ts';

/** A link names a pad that the factory does not have, or one of the other direction. */
export const unknownPad: LinkRule = {
  id: 'unknown-pad',
  severity: 'error',
  title: 'Links use pads that the elements have',
  topic: 'links',
  explanation: prose`
    Compares the pads that links name with those of the factory and with their direction.
    GStreamer can't link a pad that does not exist, or a sink pad as a source. Use one of the
    pads that the message lists; pads given on request are written as their pattern or with a
    number, such as sink_0.`,
  scope: 'link',
  check(view, index, report) {
    for (const end of ['from', 'to'] as const) {
      const { name, pad, element } = view[end];
      const factory = element?.factory;
      const direction: PadDirection = end === 'from' ? 'src' : 'sink';
      if (!factory || findPadTemplate(factory.pads, pad, direction)) continue;
      // Without facts on pads nothing can be said.
      if (factory.pads.length === 0 && factory.confidence === 'low') continue;
      const wanted = factory.pads.filter((template) => template.direction === direction);
      const has = wanted.map((template) => template.name);
      const word = direction === 'src' ? 'source' : 'sink';
      const exists = findPadTemplate(factory.pads, pad) !== undefined;
      report({
        message: exists
          ? `'${pad}' of '${name}' is no ${word} pad, so a link can't ${end === 'from' ? 'start' : 'end'} there`
          : `'${name}' (${factory.name}) has no pad '${pad}'`,
        place: { element: name, pad, link: view.id },
        remedy:
          has.length > 0
            ? `Its ${word} pads: ${has.join(', ')}`
            : `${factory.name} has no ${word} pads: remove the link`,
        fixes: [
          ...suggestions(pad, has).flatMap((other) =>
            relinkFix(view, end, { element: name, pad: other }, index),
          ),
          removeFix(view),
        ],
      });
    }
  },
};

function suggestions(pad: string, templates: readonly string[]): string[] {
  const first = templates[0];
  if (templates.length === 1 && first !== undefined) return [first];
  const near = nearestNames(pad, templates, 2);
  return near.length > 0 ? near : templates.filter((name) => !isPadPattern(name)).slice(0, 2);
}

function removeFix(view: LinkView): Fix {
  return {
    title: 'Remove the link',
    edit: { kind: 'remove-link', link: view.id },
  };
}
