/** Document -> YAML text. */
import type { PipelineDocument } from '../document.ts';
import { documentTree } from './document-tree.ts';
import { parseDocument } from './parse-document.ts';
import { patchText } from './patch-text.ts';
import { renderDocument } from './render.ts';

/**
 * Prints a document. With the text it had before, only what differs is changed: comments, order,
 * blank lines and the way of writing stay. Text that is no document is replaced.
 */
export function printDocument(document: PipelineDocument, previousText?: string): string {
  const tree = documentTree(document);
  if (previousText === undefined) return renderDocument(tree);
  const wanted = JSON.stringify(tree);
  const mark = previousText.startsWith('\ufeff') ? '\ufeff' : '';
  const body = previousText.slice(mark.length);
  const isCarriageReturned = body.includes('\r\n');
  const text = body.replaceAll('\r\n', '\n');
  for (const depth of ['deep', 'sections'] as const) {
    const patched = patchText(text, tree, depth);
    if (patched === undefined) continue;
    // Anchors, tags and rare layouts can make a patch say something else: then a coarser one is made.
    const result = parseDocument(patched);
    if (result.ok && JSON.stringify(documentTree(result.document)) === wanted) {
      return mark + (isCarriageReturned ? patched.replaceAll('\n', '\r\n') : patched);
    }
  }
  return renderDocument(tree);
}
