/** Property values as GStreamer reads them from text. */
import type { EnumValue, PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';

const truths = new Set(['true', 't', 'yes', '1']);
const falsehoods = new Set(['false', 'f', 'no', '0']);

/** `true`/`yes`/`t`/1 and `false`/`no`/`f`/0, in any case; undefined for anything else. */
export function readBoolean(value: PropertyValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = String(value).toLowerCase();
  if (truths.has(text)) return true;
  return falsehoods.has(text) ? false : undefined;
}

const namedIntegers: Readonly<Record<string, bigint>> = {
  little_endian: 1234n,
  big_endian: 4321n,
  byte_order: 1234n,
};

/** A whole number, also as decimal, hexadecimal or octal text; undefined for anything else. */
export function readInteger(value: PropertyValue): bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  if (typeof value === 'boolean') return undefined;
  const text = value.trim();
  const named = namedIntegers[text.toLowerCase()];
  if (named !== undefined) return named;
  const match = /^([+-]?)(0x[0-9a-f]+|\d+)$/i.exec(text);
  if (!match) return undefined;
  const digits = match[2] ?? '';
  const isOctal = /^0[0-7]+$/.test(digits);
  const magnitude = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -magnitude : magnitude;
}

/** A number, also as text (`1e-3`, `.5`); undefined for anything else. */
export function readNumber(value: PropertyValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** `30/1`, `30` or `29.97`. */
export function isFraction(value: PropertyValue): boolean {
  if (typeof value === 'number') return true;
  if (typeof value === 'boolean') return false;
  const parts = /^\s*[+-]?\d+\s*(?:\/\s*(\d+)\s*)?$/.exec(value);
  if (parts) return parts[1] === undefined || BigInt(parts[1]) !== 0n;
  return readNumber(value) !== undefined;
}

/** The enum value meant by a number, a nick or (as a last resort) a name; undefined if none. */
export function readEnum(
  values: readonly EnumValue[],
  value: PropertyValue,
): EnumValue | undefined {
  if (typeof value === 'boolean') return undefined;
  const number = readInteger(value);
  if (number !== undefined) {
    return values.find((candidate) => BigInt(candidate.value) === number);
  }
  return values.find((candidate) => candidate.nick === value || candidate.meaning === value);
}

/** Whether the type is one of the whole-number types. */
export function isIntegerType(type: PropertySpec['type']): boolean {
  return type === 'int' || type === 'uint' || type === 'int64' || type === 'uint64';
}

/** Whether the type is a floating-point type. */
export function isFloatType(type: PropertySpec['type']): boolean {
  return type === 'float' || type === 'double';
}

/** A value for a message: texts quoted, long ones cut. */
export function quoted(value: PropertyValue): string {
  if (typeof value !== 'string') return String(value);
  return value.length > 60 ? `"${value.slice(0, 57)}..."` : `"${value}"`;
}
