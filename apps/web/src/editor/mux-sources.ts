/** The sources of a muxer: each a chain of elements of its own, from its root to the muxer's pad. */
import {
  type Edit,
  emptyDocument,
  type Link,
  linksFrom,
  linksTo,
  type PipelineDocument,
  upstreamOf,
} from '@pipewright/graph';
import { mergeDocument } from './merge-document.ts';
import { nextPadName } from './pads.ts';

/** Properties that say where a source takes its stream from, the likeliest first. */
const ADDRESS_PROPERTIES = ['uri', 'location', 'device'] as const;

/** A source that feeds a muxer and nothing else. */
export interface MuxSource {
  /** The element that nothing feeds. */
  readonly root: string;
  /** From the root to the element before the muxer. */
  readonly chain: readonly string[];
  readonly link: Link;
  /** Where its stream comes from; absent for sources that make it. */
  readonly address: { readonly property: string; readonly value: string } | undefined;
}

/** In order of the links. Streams that are joined or branched before the muxer are left out. */
export function muxSources(document: PipelineDocument, muxer: string): MuxSource[] {
  return linksTo(document, muxer).flatMap((link) => {
    const last = link.from.element;
    const chain = [...upstreamOf(document, last).reverse(), last];
    const inChain = new Set(chain);
    const roots = chain.filter((name) => linksTo(document, name).length === 0);
    const isAlone = chain
      .flatMap((name) => linksFrom(document, name))
      .every((other) => other === link || inChain.has(other.to.element));
    const [root] = roots;
    return root === undefined || roots.length > 1 || !isAlone
      ? []
      : [{ root, chain, link, address: addressOf(document, root) }];
  });
}

/** The muxer that a source feeds, with the source itself. */
export function muxerOfSource(
  document: PipelineDocument,
  root: string,
): { readonly muxer: string; readonly source: MuxSource } | undefined {
  const visited = new Set<string>();
  for (let name = root; !visited.has(name); ) {
    visited.add(name);
    // A source that branches feeds more than a muxer.
    const [link, ...others] = linksFrom(document, name);
    if (link === undefined || others.length > 0) {
      return undefined;
    }
    if (/%|\d/.test(link.to.pad)) {
      const muxer = link.to.element;
      const source = muxSources(document, muxer).find((found) => found.root === root);
      return source === undefined ? undefined : { muxer, source };
    }
    name = link.to.element;
  }
  return undefined;
}

/** The edit that adds another source like this one, at the muxer's next pad. */
export function likeSource(
  document: PipelineDocument,
  { root, chain, link, address }: MuxSource,
  newAddress: string,
): { readonly edit: Edit; readonly root: string } {
  const inChain = new Set(chain);
  const copied: PipelineDocument = {
    ...emptyDocument(document.name),
    target: document.target,
    elements: Object.fromEntries(
      Object.entries(document.elements).filter(([name]) => inChain.has(name)),
    ),
    links: document.links.filter(
      ({ from, to }) => inChain.has(from.element) && inChain.has(to.element),
    ),
  };
  const { edit, renamed } = mergeDocument(document, copied);
  const newRoot = renamed.get(root) ?? root;
  const slot = { element: link.to.element, pad: link.to.pad.replace(/\d+$/, '%u') };
  const newLink: Link = {
    ...link,
    from: { ...link.from, element: renamed.get(link.from.element) ?? link.from.element },
    to: { element: slot.element, pad: nextPadName(document, slot, 'to') },
  };
  const edits: Edit[] = [edit];
  if (address !== undefined && newAddress !== '') {
    const { property } = address;
    edits.push({ kind: 'set-property', element: newRoot, property, value: newAddress });
  }
  edits.push({ kind: 'add-link', link: newLink });
  return { edit: { kind: 'batch', label: `Add source ${newRoot}`, edits }, root: newRoot };
}

/** The edit that deletes a source with its whole chain. */
export function withoutSource({ root, chain }: MuxSource): Edit {
  return {
    kind: 'batch',
    label: `Delete source ${root}`,
    edits: chain.map((name): Edit => ({ kind: 'remove-element', name })),
  };
}

function addressOf(document: PipelineDocument, root: string): MuxSource['address'] {
  const properties = document.elements[root]?.properties ?? {};
  const property = ADDRESS_PROPERTIES.find((name) => properties[name] !== undefined);
  return property === undefined ? undefined : { property, value: String(properties[property]) };
}
