/** Offsets in a text as lines and columns. */

export class TextPlaces {
  readonly #lineStarts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) {
      starts.push(index + 1);
    }
    this.#lineStarts = starts;
    this.#length = text.length;
  }

  /** Both count from 1; a column is a UTF-16 unit. */
  at(offset: number): { readonly line: number; readonly column: number } {
    const place = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: place - (this.#lineStarts[low] ?? 0) + 1 };
  }
}
