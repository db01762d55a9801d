import { isPadPattern } from '@pipewright/catalogue';
import type { Fix } from '../diagnostic.ts';
import type { LinkView, PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { relinkFix } from '../relink-fix.ts';
import type { LinkRule } from '../rule.ts';

/** One pad in two links of the same direction: a pad has one peer. */
export const doubleLink: LinkRule = {
  id: 'double-link',
  severity: 'error',
  title: 'A pad is linked once',
  topic: 'links',
  explanation: prose`
    Looks for pads that are in two links of the same direction. In GStreamer a pad has exactly
    one peer, so the second link fails. Use another request pad, put a tee behind an output that
    feeds several elements, or join several inputs by a mux.`,
  isFixed: true,
  scope: 'link',
  check(view, index, report) {
    for (const end of ['from', 'to'] as const) {
      const { name, pad, template } = view[end];
      if (isPadPattern(pad)) continue;
      const first = linksAt(view, end, index).find((other) => other[end].pad === pad);
      if (!first || first === view) continue;
      const pattern = template && isPadPattern(template.name) ? template.name : undefined;
      report({
        message: `The pad ${name}.${pad} is linked twice: by ${first.id} and by ${view.id}`,
        place: { element: name, pad, link: view.id },
        remedy: remedyFor(end, name, pattern),
        fixes: fixesFor(view, end, pattern, index),
      });
    }
  },
};

/** The links in that direction of the element that the link names, which may be missing. */
function linksAt(view: LinkView, end: 'from' | 'to', index: PipelineIndex): readonly LinkView[] {
  const { name, element } = view[end];
  if (!element) return index.links.filter((other) => other[end].name === name);
  return end === 'from' ? element.outputs : element.inputs;
}

function remedyFor(end: 'from' | 'to', name: string, pattern: string | undefined): string {
  if (pattern) return `Use another pad of '${name}' (${pattern})`;
  return end === 'from'
    ? 'Put a tee after it to feed several elements'
    : 'Put a funnel, mux or compositor before it to join several inputs';
}

function fixesFor(
  view: LinkView,
  end: 'from' | 'to',
  pattern: string | undefined,
  index: PipelineIndex,
): Fix[] {
  const remove: Fix = {
    title: `Remove ${view.id}`,
    edit: { kind: 'remove-link', link: view.id },
  };
  if (!pattern) return [remove];
  return [...relinkFix(view, end, { element: view[end].name, pad: pattern }, index), remove];
}
