/** What is wrong with a document's text, and where. */

export type DocumentErrorCode =
  | 'yaml-syntax'
  | 'not-a-document'
  | 'missing-format-version'
  | 'unsupported-format-version'
  | 'unknown-key'
  | 'missing-key'
  | 'duplicate-key'
  | 'wrong-type'
  | 'invalid-value'
  | 'invalid-name'
  | 'invalid-link'
  | 'unknown-element'
  | 'duplicate-link'
  | 'leading-zeros';

export interface DocumentError {
  readonly code: DocumentErrorCode;
  /** What is wrong, naming the element and property. */
  readonly message: string;
  /** Keys and list positions from the root, e.g. `['elements', 'pgie', 'properties']`. */
  readonly path: readonly (string | number)[];
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** What to do about it. */
  readonly remedy?: string;
}
