/** Colours on a terminal, plain text everywhere else. */

export interface Style {
  readonly heading: (text: string) => string;
  readonly name: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly error: (text: string) => string;
}

const plain = (text: string): string => text;

const sgr =
  (code: number) =>
  (text: string): string =>
    text === '' ? '' : `\u001B[${code}m${text}\u001B[0m`;

/** ANSI's own sixteen colours, so that every theme of a terminal stays readable. */
export function styleFor(usesColour: boolean): Style {
  return usesColour
    ? { heading: sgr(1), name: sgr(36), faint: sgr(2), warning: sgr(33), error: sgr(31) }
    : { heading: plain, name: plain, faint: plain, warning: plain, error: plain };
}
