/** The fix that gives an element another place in the chain. */
import { type Edit, type Link, linkId } from '@pipewright/graph';
import type { Fix } from './diagnostic.ts';
import type { ElementView, PipelineIndex } from './pipeline-index.ts';

/**
 * Takes an element out of its chain and puts it right behind another one. None where the element
 * has not one input and one output, the other one has several outputs, or a link that closes the
 * gap is there already.
 */
export function moveBehindFix(
  element: ElementView,
  target: ElementView,
  index: PipelineIndex,
): Fix[] {
  const [input, ...otherInputs] = element.inputs;
  const [output, ...otherOutputs] = element.outputs;
  const [next, ...otherNext] = target.outputs;
  if (!input || !output) return [];
  if (otherInputs.length > 0 || otherOutputs.length > 0 || otherNext.length > 0) return [];
  const caps = input.link.caps ?? output.link.caps;
  const closed: Link = {
    from: input.link.from,
    to: output.link.to,
    ...(caps !== undefined && { caps }),
  };
  if (index.link(linkId(closed))) return [];
  const title = `Move ${element.name} behind ${target.name}`;
  const edits: Edit[] = [
    { kind: 'remove-link', link: output.id },
    { kind: 'remove-link', link: input.id },
    { kind: 'add-link', link: closed, index: Math.min(input.position, output.position) },
  ];
  if (next) {
    const { from, to } = next.link;
    edits.push(
      { kind: 'remove-link', link: next.id },
      { kind: 'add-link', link: { ...next.link, from, to: input.link.to } },
      { kind: 'add-link', link: { from: output.link.from, to } },
    );
  } else {
    const from = { element: target.name, pad: 'src' };
    edits.push({ kind: 'add-link', link: { from, to: input.link.to } });
  }
  return [
    {
      title,
      edit: { kind: 'batch', label: title, edits },
      moved: { element: element.name, behind: target.name },
    },
  ];
}
