import {
  type Edit,
  findLink,
  linkId,
  type PipelineDocument,
  uniqueElementName,
} from '@pipewright/graph';
import type { RunFix, RunFixStep } from '@pipewright/protocol';
import type { Fix } from '@pipewright/rules';

/**
 * What a diagnosis suggests as an edit of the document; undefined for advice, and for what the
 * document has already or has no place for any more.
 */
export function editOfFix(document: PipelineDocument, fix: RunFix): Fix | undefined {
  const steps = fix.steps.filter((step) => !isDone(document, step));
  if (steps.length === 0) {
    return undefined;
  }
  const edits: Edit[] = [];
  const elements = { ...document.elements };
  /** The part of a drawn link that the next insertion goes into. */
  const rests = new Map<string, string>();
  for (const step of steps) {
    if (step.kind === 'set-property') {
      if (elements[step.element] === undefined) {
        return undefined;
      }
      const { element, property, value } = step;
      edits.push({ kind: 'set-property', element, property, value });
      continue;
    }
    const drawn = findLink(document, step.link);
    if (drawn === undefined) {
      return undefined;
    }
    const link = rests.get(step.link) ?? step.link;
    const isFirst = link === step.link;
    const name = uniqueElementName({ ...document, elements }, step.factory);
    const element = { factory: step.factory, properties: step.properties, pads: {} };
    elements[name] = element;
    const rest = linkId({ from: { element: name, pad: 'src' }, to: drawn.to });
    rests.set(step.link, rest);
    edits.push({ kind: 'insert-element', link, name, element, sinkPad: 'sink', srcPad: 'src' });
    const caps = isFirst ? drawn.caps : undefined;
    if (caps !== undefined && step.isBeforeCaps === true) {
      const before = linkId({ from: drawn.from, to: { element: name, pad: 'sink' } });
      edits.push(
        { kind: 'set-link-caps', link: before },
        { kind: 'set-link-caps', link: rest, caps },
      );
    }
  }
  const [only] = edits;
  return {
    title: fix.title,
    edit:
      edits.length === 1 && only !== undefined ? only : { kind: 'batch', label: fix.title, edits },
  };
}

function isDone(document: PipelineDocument, step: RunFixStep): boolean {
  return (
    step.kind === 'set-property' &&
    document.elements[step.element]?.properties[step.property] === step.value
  );
}
