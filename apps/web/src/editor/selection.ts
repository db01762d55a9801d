import { type LinkId, linkId, type PipelineDocument } from '@pipewright/graph';

/** What is selected: elements by name, links by id. */
export interface Selection {
  readonly elements: ReadonlySet<string>;
  readonly links: ReadonlySet<LinkId>;
}

export const NOTHING_SELECTED: Selection = { elements: new Set(), links: new Set() };

/** A selection of the given elements and links. */
export function selectionOf(elements: Iterable<string>, links: Iterable<LinkId> = []): Selection {
  return { elements: new Set(elements), links: new Set(links) };
}

/** The part of a selection that exists in a document; the same object when that is all of it. */
export function pruneSelection(selection: Selection, document: PipelineDocument): Selection {
  const elements = [...selection.elements].filter((name) => name in document.elements);
  let links: LinkId[] = [];
  if (selection.links.size > 0) {
    const existing = new Set(document.links.map(linkId));
    links = [...selection.links].filter((id) => existing.has(id));
  }
  if (elements.length === selection.elements.size && links.length === selection.links.size) {
    return selection;
  }
  return selectionOf(elements, links);
}

/** The one selected element, when nothing else is selected. */
export function onlyElement(selection: Selection): string | undefined {
  return selection.elements.size === 1 && selection.links.size === 0
    ? [...selection.elements][0]
    : undefined;
}

/** The one selected link, when nothing else is selected. */
export function onlyLink(selection: Selection): LinkId | undefined {
  return selection.links.size === 1 && selection.elements.size === 0
    ? [...selection.links][0]
    : undefined;
}

/** Two selections of the same things. */
export function sameSelection(a: Selection, b: Selection): boolean {
  return sameSet(a.elements, b.elements) && sameSet(a.links, b.links);
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a === b) {
    return true;
  }
  if (a.size !== b.size) {
    return false;
  }
  for (const value of a) {
    if (!b.has(value)) {
      return false;
    }
  }
  return true;
}
