/** Edits of links. */
import { linkId, type PipelineDocument } from './document.ts';
import {
  done,
  type EditOf,
  type EditResult,
  noSuchElement,
  noSuchLink,
  refuse,
} from './edit-result.ts';
import { padNameProblem } from './names.ts';

/** Between elements that are there. */
export function addLink(
  document: PipelineDocument,
  { link, index }: EditOf<'add-link'>,
): EditResult {
  for (const end of [link.from, link.to]) {
    if (!Object.hasOwn(document.elements, end.element)) return noSuchElement(document, end.element);
    const problem = padNameProblem(end.pad);
    if (problem !== undefined) return refuse('invalid-name', problem);
  }
  const id = linkId(link);
  if (document.links.some((other) => linkId(other) === id)) {
    return refuse('link-exists', `there is a link ${id} already`);
  }
  return done(
    {
      ...document,
      links: document.links.toSpliced(index ?? document.links.length, 0, link),
    },
    { kind: 'remove-link', link: id },
  );
}

/** By its id. */
export function removeLink(
  document: PipelineDocument,
  { link: id }: EditOf<'remove-link'>,
): EditResult {
  const index = document.links.findIndex((link) => linkId(link) === id);
  const link = document.links[index];
  if (link === undefined) return noSuchLink(id);
  return done(
    { ...document, links: document.links.toSpliced(index, 1) },
    { kind: 'add-link', link, index },
  );
}

/** Without caps the filter goes. */
export function setLinkCaps(
  document: PipelineDocument,
  { link: id, caps }: EditOf<'set-link-caps'>,
): EditResult {
  const index = document.links.findIndex((link) => linkId(link) === id);
  const link = document.links[index];
  if (link === undefined) return noSuchLink(id);
  const { from, to } = link;
  return done(
    {
      ...document,
      links: document.links.with(index, caps === undefined ? { from, to } : { from, to, caps }),
    },
    {
      kind: 'set-link-caps',
      link: id,
      ...(link.caps !== undefined && { caps: link.caps }),
    },
  );
}
