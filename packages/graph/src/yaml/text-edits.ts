/** Replacements in a text, collected first and applied at once. */
export class TextEdits {
  readonly #text: string;
  readonly #edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  /** Inserts whole lines at the start of a line, or behind a last line without line end. */
  insertLines(offset: number, lines: string): void {
    const isAtLineStart = offset === 0 || this.#text[offset - 1] === '\n';
    this.replace(offset, offset, isAtLineStart ? lines : `\n${lines.replace(/\n$/, '')}`);
  }

  /** Replacements must not overlap. Insertions at one place come in the order of the calls. */
  apply(): string {
    const parts: string[] = [];
    let offset = 0;
    for (const edit of this.#edits.toSorted((a, b) => a.start - b.start)) {
      parts.push(this.#text.slice(offset, edit.start), edit.text);
      offset = Math.max(offset, edit.end);
    }
    parts.push(this.#text.slice(offset));
    return parts.join('');
  }
}
