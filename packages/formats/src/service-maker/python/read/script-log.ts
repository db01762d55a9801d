/** Notes on a script, with lines and columns. */
import type { FormatNote, FormatPlace } from '../../../note.ts';

export class ScriptLog {
  readonly notes: FormatNote[] = [];
  readonly #fileName: string;
  readonly #lineStarts: readonly number[];

  constructor(text: string, fileName: string) {
    this.#fileName = fileName;
    const starts = [0];
    for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) {
      starts.push(index + 1);
    }
    this.#lineStarts = starts;
  }

  /** Each note once, however often a loop comes by. */
  note(kind: FormatNote['kind'], message: string, at: number, place: FormatPlace = {}): void {
    const where = this.place(at);
    const isKnown = this.notes.some(
      (each) =>
        each.message === message &&
        each.place.line === where.line &&
        each.place.column === where.column,
    );
    if (!isKnown) this.notes.push({ kind, message, place: { ...where, ...place } });
  }

  /** Line and column, from 1. */
  place(at: number): FormatPlace {
    const after = this.#lineStarts.findIndex((start) => start > at);
    const line = after < 0 ? this.#lineStarts.length : after;
    return { file: this.#fileName, line, column: at - (this.#lineStarts[line - 1] ?? 0) + 1 };
  }
}
