/** The texts that settings are made of: which of them some element writes. */
import type { Setting } from '../pipeline-views.ts';
import { KeyedSignals } from './keyed-signals.ts';

export class WrittenWords {
  readonly #counts = new Map<string, number>();
  readonly #isWritten = new KeyedSignals((word) => this.#counts.has(word));

  /** Whether a setting is this text, or has it as an entry of its list. */
  has(word: string): boolean {
    return this.#isWritten.read(word);
  }

  /** Takes over what an element writes now in place of what it wrote before. */
  replace(before: readonly Setting[], now: readonly Setting[]): void {
    if (before === now) return;
    for (const word of wordsOf(before)) this.#add(word, -1);
    for (const word of wordsOf(now)) this.#add(word, 1);
  }

  /** Tells the readers. */
  publish(): void {
    this.#isWritten.refresh();
  }

  #add(word: string, change: 1 | -1): void {
    const count = (this.#counts.get(word) ?? 0) + change;
    if (count > 0) this.#counts.set(word, count);
    else this.#counts.delete(word);
  }
}

/** The entries of lists apart; `./a` is `a`. */
function* wordsOf(settings: readonly Setting[]): Iterable<string> {
  for (const { value } of settings) {
    if (typeof value !== 'string') continue;
    for (const part of value.split(/[;,]/)) yield part.trim().replace(/^(?:\.\/)+/, '');
  }
}
