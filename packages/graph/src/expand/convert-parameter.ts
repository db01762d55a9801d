/** Values of parameters, as their types want them. */
import type { ParameterType, PropertyValue } from '../document.ts';
import { exactInteger } from '../exact-integer.ts';

export type ConvertedParameter =
  | { readonly ok: true; readonly value: PropertyValue }
  /** The message completes "parameter x ...". */
  | { readonly ok: false; readonly message: string };

/** Converts a value, which may come from a command line as text. */
export function convertParameter(value: PropertyValue, type: ParameterType): ConvertedParameter {
  const converted = convert(value, type);
  if (converted !== undefined) return { ok: true, value: converted };
  return {
    ok: false,
    message: `must be ${EXPECTED[type]}, but it is ${JSON.stringify(value)}`,
  };
}

const EXPECTED: Readonly<Record<ParameterType, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  path: 'a path',
  uri: 'a URI or a path',
};

function convert(value: PropertyValue, type: ParameterType): PropertyValue | undefined {
  const text = String(value).trim();
  switch (type) {
    case 'string':
      return String(value);
    case 'path':
    case 'uri':
      return text === '' ? undefined : text;
    case 'integer':
      return /^[-+]?\d+$/.test(text) ? exactInteger(BigInt(text.replace(/^\+/, ''))) : undefined;
    case 'number': {
      const number = text === '' ? Number.NaN : Number(text);
      return Number.isFinite(number) ? number : undefined;
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return text === 'true' ? true : text === 'false' ? false : undefined;
  }
}
