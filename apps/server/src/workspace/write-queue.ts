/** Writes that wait for each other, by file. */

/** Runs the work on one file one after the other; work on different files runs side by side. */
export class WriteQueue {
  /** The last write per file. */
  readonly #writes = new Map<string, Promise<unknown>>();

  async run<T>(file: string, work: () => Promise<T>): Promise<T> {
    const before = this.#writes.get(file) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#writes.set(file, mine);
    try {
      return await mine;
    } finally {
      if (this.#writes.get(file) === mine) {
        this.#writes.delete(file);
      }
    }
  }
}
