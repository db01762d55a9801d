/** The fix that moves one end of a link. */
import { type Edit, type Link, linkId, padNameProblem } from '@pipewright/graph';
import type { Fix } from './diagnostic.ts';
import type { LinkView, PipelineIndex } from './pipeline-index.ts';

/**
 * Links another pad in place of one end, keeping the link's position and caps. None when the
 * document would not take the link: an element is missing, the pad can't be written, or the link is there already.
 */
export function relinkFix(
  view: LinkView,
  end: 'from' | 'to',
  ref: Link['from'],
  index: PipelineIndex,
): Fix[] {
  if (padNameProblem(ref.pad) !== undefined) return [];
  const link: Link = { ...view.link, [end]: ref };
  const { elements } = index;
  if (!elements.has(link.from.element) || !elements.has(link.to.element)) return [];
  if (index.link(linkId(link))) return [];
  const title = `Link ${ref.element}.${ref.pad} instead`;
  const edits: Edit[] = [
    { kind: 'remove-link', link: view.id },
    { kind: 'add-link', link, index: view.position },
  ];
  return [{ title, edit: { kind: 'batch', label: title, edits } }];
}
