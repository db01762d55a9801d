/** Values by name, each of which tells its readers when it changes. */
import { type Signal, signal } from '@preact/signals-core';

/** What is not kept up to date any more: kept answers that were made of it are no longer good. */
const gone = Symbol('gone');

/** Holds a value for each name that someone reads, and forgets those that no one reads any more. */
export class KeyedSignals<Value> {
  readonly #signals = new Map<string, Signal<Value | typeof gone>>();
  readonly #lookUp: (name: string) => Value;
  readonly #isSame: (a: Value, b: Value) => boolean;

  /** `lookUp` gives the present value of any name; one that `isSame` as before is no change. */
  constructor(
    lookUp: (name: string) => Value,
    isSame: (a: Value, b: Value) => boolean = Object.is,
  ) {
    this.#lookUp = lookUp;
    this.#isSame = isSame;
  }

  /** The value of a name; the reader is told when `refresh` finds another. */
  read(name: string): Value {
    const value = this.#signalOf(name).value;
    return value === gone ? this.#lookUp(name) : value;
  }

  /** Looks at all names that are read again. */
  refresh(): void {
    for (const [name, signalOfName] of this.#signals) {
      const before = signalOfName.peek();
      const value = this.#lookUp(name);
      if (before === gone || !this.#isSame(before, value)) signalOfName.value = value;
    }
  }

  /** The names that are read. */
  names(): Iterable<string> {
    return this.#signals.keys();
  }

  #signalOf(name: string): Signal<Value | typeof gone> {
    const known = this.#signals.get(name);
    if (known) return known;
    const made: Signal<Value | typeof gone> = signal<Value | typeof gone>(this.#lookUp(name), {
      unwatched: () => {
        // A newer signal may have taken its place.
        if (this.#signals.get(name) === made) this.#signals.delete(name);
        made.value = gone;
      },
    });
    this.#signals.set(name, made);
    return made;
  }
}
