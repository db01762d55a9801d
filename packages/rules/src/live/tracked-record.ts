/** Plain records of a document whose readers are told what they read, key by key. */
import { type Signal, signal } from '@preact/signals-core';
import { KeyedSignals } from './keyed-signals.ts';
import { areListsSame } from './remembered.ts';

/** Keeps a record up to date for its readers. */
export class TrackedRecord<T extends object> {
  /** The record as readers see it: each value, each key's presence and the list of keys is noted. */
  readonly view: T;
  #record: T;
  readonly #keys: Signal<readonly string[]>;
  readonly #values = new KeyedSignals((key) => valueIn(this.#record, key));
  readonly #presence = new KeyedSignals((key) => Object.hasOwn(this.#record, key));

  /** `nested`: views of values that are records of their own. */
  constructor(record: T, nested: ReadonlyMap<string, object> = new Map()) {
    this.#record = record;
    this.#keys = signal(Object.keys(record));
    const read = (key: string) => nested.get(key) ?? this.#values.read(key);
    const has = (key: string) => this.#presence.read(key);
    this.view = new Proxy<T>(Object.create(null), {
      get: (_, key) => (typeof key === 'string' ? read(key) : undefined),
      has: (_, key) => typeof key === 'string' && has(key),
      ownKeys: () => [...this.#keys.value],
      getOwnPropertyDescriptor: (_, key) =>
        typeof key === 'string' && has(key)
          ? { get: () => read(key), enumerable: true, configurable: true }
          : undefined,
      set: () => false,
      deleteProperty: () => false,
      defineProperty: () => false,
    });
  }

  /** Takes the next record; `keys` are its keys, where the caller has them already. */
  update(record: T, keys?: readonly string[]): void {
    if (record === this.#record) return;
    this.#record = record;
    this.#values.refresh();
    this.#presence.refresh();
    const newKeys = keys ?? Object.keys(record);
    if (!areListsSame(this.#keys.peek(), newKeys)) this.#keys.value = newKeys;
  }
}

function valueIn(record: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(record, key)?.value;
}
