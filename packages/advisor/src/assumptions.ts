/** What was not known while an answer was worked out, each thing said once. */

const MAX_NAMED = 3;

export class Assumptions {
  readonly #texts = new Set<string>();
  /** Sentence with `%` for the names -> elements it is said of. */
  readonly #ofElements = new Map<string, Set<string>>();

  add(text: string): void {
    this.#texts.add(text);
  }

  /** One sentence about many elements, with `%` where their names go. */
  addFor(sentence: string, element: string): void {
    const names = this.#ofElements.get(sentence) ?? new Set();
    this.#ofElements.set(sentence, names.add(element));
  }

  get isEmpty(): boolean {
    return this.#texts.size === 0 && this.#ofElements.size === 0;
  }

  list(): string[] {
    const sentences = [...this.#ofElements].map(([sentence, names]) =>
      // As a function: a name may hold `$`, which means something in a replacement text.
      sentence.replace('%', () => nameList([...names])),
    );
    return [...sentences, ...this.#texts];
  }
}

function nameList(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMED).map((name) => `'${name}'`);
  const numMore = names.length - named.length;
  if (numMore > 0) return `${named.join(', ')} and ${numMore} more`;
  return named.join(', ');
}
