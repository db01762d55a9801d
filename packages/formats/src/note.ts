/** What a reader or writer could not carry over, or had to change: said, never dropped in silence. */

/** Where something is: in the pipeline document, in a file, or both. Positions count from 1. */
export interface FormatPlace {
  readonly element?: string;
  readonly pad?: string;
  readonly property?: string;
  readonly link?: string;
  readonly parameter?: string;
  /** A file of the document, of the input or of the output. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface FormatNote {
  /**
   * `lost`: the other side has no word for it. `changed`: it is said in another way that means the
   * same. `advice`: nothing is missing, but something is to be done or known.
   */
  readonly kind: 'lost' | 'changed' | 'advice';
  readonly message: string;
  readonly place: FormatPlace;
}

/** Why a text can't be read or a document can't be written. */
export interface FormatError {
  readonly message: string;
  readonly place: FormatPlace;
  /** What to do about it. */
  readonly remedy?: string;
}

/** Whether something does not get into the other format. */
export function isLoss({ kind }: FormatNote): boolean {
  return kind === 'lost';
}

/** A note or an error with its place, on one line, for people. */
export function noteText({ message, place }: FormatNote | FormatError): string {
  const position = place.line === undefined ? '' : `:${place.line}:${place.column ?? 1}`;
  const inFile = place.file === undefined ? '' : `${place.file}${position}`;
  const inDocument =
    place.link ?? [place.element, place.pad, place.property].filter(Boolean).join('.');
  const where = [inFile || position.slice(1), inDocument || (place.parameter ?? '')].filter(
    Boolean,
  );
  return [...where, message].join(': ');
}
