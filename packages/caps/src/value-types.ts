/** The type names that caps text uses, and what they stand for. */
import type { NumberType } from './caps.ts';

export type ValueType =
  | { readonly kind: 'number'; readonly type: NumberType }
  | { readonly kind: 'fraction' | 'boolean' | 'string' | 'bitmask' }
  | { readonly kind: 'flagset' | 'opaque'; readonly type: string };

const NUMBERS: Readonly<Record<string, NumberType>> = {
  int: 'int',
  i: 'int',
  gint: 'int',
  uint: 'uint',
  u: 'uint',
  guint: 'uint',
  gint64: 'int64',
  guint64: 'uint64',
  float: 'float',
  f: 'float',
  gfloat: 'float',
  double: 'double',
  d: 'double',
  gdouble: 'double',
};

const OTHERS: Readonly<Record<string, ValueType>> = {
  fraction: { kind: 'fraction' },
  GstFraction: { kind: 'fraction' },
  boolean: { kind: 'boolean' },
  bool: { kind: 'boolean' },
  b: { kind: 'boolean' },
  gboolean: { kind: 'boolean' },
  string: { kind: 'string' },
  str: { kind: 'string' },
  s: { kind: 'string' },
  gchararray: { kind: 'string' },
  bitmask: { kind: 'bitmask' },
  GstBitmask: { kind: 'bitmask' },
  flagset: { kind: 'flagset', type: 'flagset' },
  GstFlagSet: { kind: 'flagset', type: 'flagset' },
};

const OPAQUE = new Set(['structure', 'buffer', 'date', 'datetime', 'sample', 'taglist', 'type']);

/** The type that a name in parentheses stands for. Registered types start with a capital. */
export function valueTypeOf(name: string): ValueType | undefined {
  const number = Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined;
  if (number !== undefined) return { kind: 'number', type: number };
  if (Object.hasOwn(OTHERS, name)) return OTHERS[name];
  if (/^[A-Z]\w*FlagsSet$/.test(name)) return { kind: 'flagset', type: name };
  if (OPAQUE.has(name) || /^[A-Z]\w*$/.test(name)) return { kind: 'opaque', type: name };
  return undefined;
}

/** The name that GStreamer prints for a number's type. */
export function numberTypeName(type: NumberType): string {
  return type === 'int64' || type === 'uint64' ? `g${type}` : type;
}
