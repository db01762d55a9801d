/** Things to do, lowest rank first; each is in it once. */
export class RankQueue<T> {
  readonly #rankOf: (item: T) => number;
  readonly #waiting = new Set<T>();
  /** Highest rank first, so that the next one is taken off the end. */
  readonly #items: { readonly item: T; readonly rank: number }[] = [];

  constructor(rankOf: (item: T) => number) {
    this.#rankOf = rankOf;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  add(item: T): void {
    if (this.#waiting.has(item)) return;
    this.#waiting.add(item);
    const rank = this.#rankOf(item);
    let from = 0;
    let to = this.#items.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#items[middle]?.rank ?? 0) > rank) from = middle + 1;
      else to = middle;
    }
    this.#items.splice(from, 0, { item, rank });
  }

  take(): T | undefined {
    const next = this.#items.pop();
    if (next) this.#waiting.delete(next.item);
    return next?.item;
  }
}
