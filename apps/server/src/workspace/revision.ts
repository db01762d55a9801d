/** Revisions of documents: what is in the file decides, not when it was written. */
import { createHash } from 'node:crypto';

/** Revision of a text; equal texts have equal revisions. */
export function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
