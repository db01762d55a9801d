/** What stands next to an element, queues and the like left out. */
import { uniqueElementName } from '@pipewright/graph';
import type { Fix } from './diagnostic.ts';
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
  { catalogue, document }: PipelineIndex,
  factory: string,
  pads: { readonly sinkPad: string; readonly srcPad: string } = { sinkPad: 'sink', srcPad: 'src' },
): Fix[] {
  if (!catalogue.factory(factory) || !view.from.element || !view.to.element) return [];
  return [
    {
      title: `Insert ${factory}`,
      edit: {
        kind: 'insert-element',
        link: view.id,
        name: uniqueElementName(document, factory),
        element: { factory, properties: {}, pads: {} },
        ...pads,
      },
    },
  ];
}

const byFactory = new WeakMap<PipelineIndex, ReadonlyMap<string, readonly ElementView[]>>();

/** The elements of some factories: those of each in the document's order. */
export function elementsOf(index: PipelineIndex, ...factories: string[]): readonly ElementView[] {
  let groups = byFactory.get(index);
  if (!groups) {
    groups = groupByFactory(index);
    byFactory.set(index, groups);
  }
  const [factory, ...others] = factories;
  if (factory !== undefined && others.length === 0) return groups.get(factory) ?? [];
  return factories.flatMap((name) => groups.get(name) ?? []);
}

function groupByFactory({ elements }: PipelineIndex): ReadonlyMap<string, readonly ElementView[]> {
  const groups = new Map<string, ElementView[]>();
  for (const element of elements.values()) {
    const group = groups.get(element.node.factory);
    if (group) group.push(element);
    else groups.set(element.node.factory, [element]);
  }
  return groups;
}
