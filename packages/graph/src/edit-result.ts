/** What comes of an edit, and how edits say why they are refused. */
import type { LinkId, PipelineDocument } from './document.ts';
import type { Edit } from './edit.ts';
import { nearestName } from './names.ts';

export type GraphErrorCode =
  | 'no-such-element'
  | 'no-such-link'
  | 'name-taken'
  | 'link-exists'
  | 'invalid-name'
  | 'invalid-value';

/** Why an edit was refused. */
export interface GraphError {
  readonly code: GraphErrorCode;
  readonly message: string;
}

export type EditResult =
  | {
      readonly ok: true;
      readonly document: PipelineDocument;
      readonly inverse: Edit;
    }
  | { readonly ok: false; readonly error: GraphError };

export type EditOf<Kind extends Edit['kind']> = Extract<Edit, { kind: Kind }>;

/** The edit was done; its inverse gives the document back. */
export function done(document: PipelineDocument, inverse: Edit): EditResult {
  return { ok: true, document, inverse };
}

/** The edit was refused. */
export function refuse(code: GraphErrorCode, message: string): EditResult {
  return { ok: false, error: { code, message } };
}

/** Names the element that was perhaps meant. */
export function noSuchElement(document: PipelineDocument, name: string): EditResult {
  const meant = nearestName(name, Object.keys(document.elements));
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return refuse('no-such-element', `there is no element "${name}"${hint}`);
}

/** No link has the id. */
export function noSuchLink(id: LinkId): EditResult {
  return refuse('no-such-link', `there is no link ${id}`);
}
