/** What stands next to an element, queues and the like left out. */
import { uniqueElementName } from '@pipewright/graph';
import type { Fix } from './diagnostic.ts';
import { rememberedBy } from './live/remembered.ts';
import type { ElementView, LinkView, PipelineIndex } from './pipeline-index.ts';

const plain: ReadonlySet<string> = new Set(['queue', 'queue2', 'identity', 'nvdslogger', 'valve']);

/** Where the data of a link goes once queues are passed: the last link before another element. */
export function linkBehindQueues(link: LinkView): LinkView {
  const seen = new Set<LinkView>();
  let current = link;
  while (!seen.has(current)) {
    seen.add(current);
    const { element } = current.to;
    const [next, ...others] = element?.outputs ?? [];
    if (!element || !plain.has(element.node.factory) || !next || others.length > 0) break;
    current = next;
  }
  return current;
}

/** Whether caps are written on the link, or in a capsfilter that it leads to. */
export function hasCaps({ link, to }: LinkView): boolean {
  return link.caps !== undefined || to.element?.node.factory === 'capsfilter';
}

/** The fix that puts an element into a link; none where the catalogue lacks it. */
export function insertFix(
  view: LinkView,
  index: PipelineIndex,
  factory: string,
  pads: { readonly sinkPad: string; readonly srcPad: string } = { sinkPad: 'sink', srcPad: 'src' },
): Fix[] {
  if (!index.catalogue.factory(factory) || !view.from.element || !view.to.element) return [];
  return [
    {
      title: `Insert ${factory}`,
      edit: {
        kind: 'insert-element',
        link: view.id,
        name: freeElementName(index, factory),
        element: { factory, properties: {}, pads: {} },
        ...pads,
      },
    },
  ];
}

/** A free name for a new element of a factory. */
export const freeElementName: (index: PipelineIndex, factory: string) => string = rememberedBy(
  ({ document }: PipelineIndex, factory) => uniqueElementName(document, factory),
);

/** Elements in the document's order. */
export function inOrder(elements: readonly ElementView[]): readonly ElementView[] {
  return elements.toSorted((a, b) => a.position - b.position);
}

/** The elements of some factories: those of each in the document's order. */
export function elementsOf(index: PipelineIndex, ...factories: string[]): readonly ElementView[] {
  const [factory, ...others] = factories;
  if (factory !== undefined && others.length === 0) return index.elementsOf(factory);
  return factories.flatMap((name) => index.elementsOf(name));
}
