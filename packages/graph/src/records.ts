/** Ordered, immutable records: names are the user's, so only own keys count. */

type Entries<V> = readonly (readonly [string, V])[];

/** The record's own value; undefined for names such as `constructor` that it only inherits. */
export function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function fromEntries<V>(entries: Entries<V>): Record<string, V> {
  return Object.fromEntries(entries);
}

/** Position of a key in the record's order, -1 when it has none. */
export function indexOfKey(record: Readonly<Record<string, unknown>>, key: string): number {
  return Object.keys(record).indexOf(key);
}

/**
 * The records that one batch of edits has made, which nobody else has seen: these are changed in
 * place, so that a batch copies a large record once and not for each of its edits.
 */
export class Drafts {
  readonly #made = new WeakSet<object>();

  /** The record itself when it is one of these, else a copy that is. */
  of<V>(record: Readonly<Record<string, V>>): Record<string, V> {
    return this.#made.has(record) ? record : this.add({ ...record });
  }

  add<V>(record: Record<string, V>): Record<string, V> {
    this.#made.add(record);
    return record;
  }
}

/** Replaces a key's value in its place, or adds the key at `index` (at the end when absent). */
export function withKey<V>(
  record: Readonly<Record<string, V>>,
  key: string,
  value: V,
  { index, drafts = new Drafts() }: { index?: number | undefined; drafts?: Drafts } = {},
): Record<string, V> {
  if (index === undefined || Object.hasOwn(record, key)) {
    // Defined, not assigned: a key may be named `__proto__`.
    return Object.defineProperty(drafts.of(record), key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return drafts.add(fromEntries(Object.entries(record).toSpliced(index, 0, [key, value])));
}

/** The record without a key. */
export function withoutKey<V>(
  record: Readonly<Record<string, V>>,
  key: string,
  drafts: Drafts = new Drafts(),
): Record<string, V> {
  const rest = drafts.of(record);
  delete rest[key];
  return rest;
}

/** Renames a key in its place. */
export function withKeyRenamed<V>(
  record: Readonly<Record<string, V>>,
  key: string,
  newKey: string,
): Record<string, V> {
  return fromEntries(Object.entries(record).map(([k, v]) => [k === key ? newKey : k, v]));
}
