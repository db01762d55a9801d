/** Applies edits to documents, giving the exact inverse of each. */
import { linkId, type PipelineDocument } from './document.ts';
import type { Edit } from './edit.ts';
import { done, type EditOf, type EditResult, noSuchLink } from './edit-result.ts';
import {
  addElement,
  removeElement,
  renameElement,
  replaceElement,
  setProperty,
} from './element-edits.ts';
import { setFile, setParameter, setRule } from './entry-edits.ts';
import { addLink, removeLink, setLinkCaps } from './link-edits.ts';
import { Drafts } from './records.ts';

/**
 * Applies one edit. The inverse, applied to the result, gives the document back, its orders
 * included. A refused edit changes nothing; a batch is applied whole or not at all.
 */
export function applyEdit(document: PipelineDocument, edit: Edit): EditResult {
  return apply(document, edit, new Drafts());
}

/** `drafts`: what the batch around the edit has made. */
function apply(document: PipelineDocument, edit: Edit, drafts: Drafts): EditResult {
  switch (edit.kind) {
    case 'set-name':
      return done({ ...document, name: edit.name }, { kind: 'set-name', name: document.name });
    case 'set-target':
      return done(
        { ...document, target: edit.target },
        { kind: 'set-target', target: document.target },
      );
    case 'add-element':
      return addElement(document, edit, drafts);
    case 'remove-element':
      return removeElement(document, edit, drafts);
    case 'rename-element':
      return renameElement(document, edit);
    case 'replace-element':
      return replaceElement(document, edit, drafts);
    case 'set-property':
      return setProperty(document, edit, drafts);
    case 'add-link':
      return addLink(document, edit);
    case 'remove-link':
      return removeLink(document, edit);
    case 'set-link-caps':
      return setLinkCaps(document, edit);
    case 'insert-element':
      return insertElement(document, edit, drafts);
    case 'set-parameter':
      return setParameter(document, edit);
    case 'set-file':
      return setFile(document, edit);
    case 'set-rule':
      return setRule(document, edit);
    case 'batch':
      return applyBatch(document, edit, drafts);
  }
}

function insertElement(
  document: PipelineDocument,
  { link: id, name, element, sinkPad, srcPad }: EditOf<'insert-element'>,
  drafts: Drafts,
): EditResult {
  const index = document.links.findIndex((link) => linkId(link) === id);
  const link = document.links[index];
  if (link === undefined) return noSuchLink(id);
  const { from, to } = link;
  // The caps filter stays where it was: behind the element that the link starts from.
  return applyBatch(
    document,
    {
      kind: 'batch',
      label: `Insert ${name}`,
      edits: [
        { kind: 'add-element', name, element },
        { kind: 'remove-link', link: id },
        {
          kind: 'add-link',
          link: { from: { element: name, pad: srcPad }, to },
          index,
        },
        {
          kind: 'add-link',
          link: { ...link, from, to: { element: name, pad: sinkPad } },
          index,
        },
      ],
    },
    drafts,
  );
}

function applyBatch(
  document: PipelineDocument,
  { label, edits }: EditOf<'batch'>,
  drafts: Drafts,
): EditResult {
  let current = document;
  const inverses: Edit[] = [];
  for (const edit of edits) {
    const result = apply(current, edit, drafts);
    if (!result.ok) return result;
    current = result.document;
    inverses.push(result.inverse);
  }
  return done(current, { kind: 'batch', label, edits: inverses.reverse() });
}
