/** Numbers of groups: an element's own where its name has one, else the next that is free. */
export class GroupNumbers {
  readonly #used: Set<number>;
  readonly #start: string;

  /** `start` is that of the elements' names; numbers in `taken` belong to other groups. */
  constructor(start: string, names: readonly string[], taken: readonly number[]) {
    this.#start = start;
    this.#used = new Set(taken);
    for (const name of names) {
      const own = this.#ownNumber(name);
      if (own !== undefined && !this.#used.has(own)) this.#owners.set(own, name);
    }
  }

  readonly #owners = new Map<number, string>();

  of(name: string): number {
    const own = this.#ownNumber(name);
    if (own !== undefined && this.#owners.get(own) === name) return own;
    let number = 0;
    while (this.#used.has(number) || this.#owners.has(number)) number += 1;
    this.#used.add(number);
    return number;
  }

  #ownNumber(name: string): number | undefined {
    const digits = name.startsWith(this.#start) ? name.slice(this.#start.length) : '';
    return /^(0|[1-9]\d{0,3})$/.test(digits) ? Number(digits) : undefined;
  }
}
