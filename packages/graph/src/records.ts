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

/** Replaces a key's value in its place, or adds the key at `index` (at the end when absent). */
export function withKey<V>(
  record: Readonly<Record<string, V>>,
  key: string,
  value: V,
  index?: number,
): Record<string, V> {
  if (index === undefined || Object.hasOwn(record, key)) return { ...record, [key]: value };
  return fromEntries(Object.entries(record).toSpliced(index, 0, [key, value]));
}

/** The record without a key. */
export function withoutKey<V>(record: Readonly<Record<string, V>>, key: string): Record<string, V> {
  const { [key]: _removed, ...rest } = record;
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
