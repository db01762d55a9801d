/** The text of one value -> the value, typed or guessed, as GStreamer deserialises it. */
import {
  type CapsValue,
  type Fraction,
  MAX_INT,
  MIN_INT,
  makeFraction,
  type NumberType,
} from './caps.ts';
import { numberTypeName, type ValueType } from './value-types.ts';

export type ScalarResult =
  | { readonly ok: true; readonly value: CapsValue }
  | { readonly ok: false; readonly message: string };

const INTEGER_LIMITS: Readonly<
  Record<'int' | 'uint' | 'int64' | 'uint64', readonly [bigint, bigint]>
> = {
  int: [BigInt(MIN_INT), BigInt(MAX_INT)],
  uint: [0n, 0xffffffffn],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};
const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  t: true,
  yes: true,
  1: true,
  false: false,
  f: false,
  no: false,
  0: false,
};

/** Reads a value of a known type. */
export function parseTyped(text: string, type: ValueType): ScalarResult {
  switch (type.kind) {
    case 'string':
      return { ok: true, value: { kind: 'string', value: text } };
    case 'number':
      return parseNumber(text, type.type);
    case 'fraction':
      return orFail(parseFraction(text), `"${text}" is no fraction; write it as 30/1`);
    case 'boolean':
      return orFail(parseBoolean(text), `"${text}" is no boolean; write true or false`);
    case 'bitmask':
      return orFail(parseBitmask(text), `"${text}" is no bitmask; write it as 0x3`);
    case 'flagset':
      return orFail(
        parseFlagset(text, type.type),
        `"${text}" is no flag set; write flags and mask as hexadecimal numbers: 1:3`,
      );
    case 'opaque':
      return { ok: true, value: { kind: 'opaque', type: type.type, text } };
  }
}

/** Reads a value without a type, trying types in GStreamer's order. Text that is nothing else is a string. */
export function parseGuessed(text: string): ScalarResult {
  if (/^[-+]?(?:0x[\da-f]+|\d+)$/i.test(text) || /^(?:min|max)$/i.test(text) || isConstant(text)) {
    return parseNumber(text, 'int');
  }
  const number = parseDouble(text);
  if (number !== undefined) {
    return {
      ok: true,
      value: { kind: 'number', type: 'double', value: number },
    };
  }
  const value =
    (text.includes('/') ? parseFraction(text) : undefined) ??
    parseFlagset(text, 'flagset') ??
    (/^[01]$/.test(text) ? undefined : parseBoolean(text));
  return { ok: true, value: value ?? { kind: 'string', value: text } };
}

function orFail(value: CapsValue | undefined, message: string): ScalarResult {
  return value === undefined ? { ok: false, message } : { ok: true, value };
}

function isConstant(text: string): boolean {
  return /^(?:little_endian|big_endian|byte_order)$/i.test(text);
}

function parseNumber(text: string, type: NumberType): ScalarResult {
  if (type === 'float' || type === 'double') {
    const number = parseDouble(text);
    if (number === undefined) return { ok: false, message: `"${text}" is no number` };
    const value = type === 'float' ? Math.fround(number) : number;
    return { ok: true, value: { kind: 'number', type, value } };
  }
  const integer = parseInteger(text, type);
  if (integer === undefined) {
    return {
      ok: false,
      message: `"${text}" is no whole number, as (${numberTypeName(type)}) needs`,
    };
  }
  const [min, max] = INTEGER_LIMITS[type];
  if (integer < min || integer > max) {
    const wider = type === 'int' ? '; write (gint64) before it if 64 bits are meant' : '';
    return {
      ok: false,
      message: `${text} is outside ${min} to ${max}, what (${numberTypeName(type)}) can hold${wider}`,
    };
  }
  const value = type === 'int64' || type === 'uint64' ? integer : Number(integer);
  return { ok: true, value: { kind: 'number', type, value } };
}

/** Integers are read as C does: 0x for hexadecimal, a leading 0 for octal. */
function parseInteger(text: string, type: keyof typeof INTEGER_LIMITS): bigint | undefined {
  const [min, max] = INTEGER_LIMITS[type];
  switch (text.toLowerCase()) {
    case 'min':
      return min;
    case 'max':
      return max;
    case 'little_endian':
    case 'byte_order':
      return 1234n;
    case 'big_endian':
      return 4321n;
  }
  const [, sign, digits] = /^([-+]?)(0x[\da-f]+|\d+)$/i.exec(text) ?? [];
  if (digits === undefined || /^0\d*[89]/.test(digits)) return undefined;
  const magnitude = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -magnitude : magnitude;
  // All bits of a 32-bit integer written as hexadecimal mean the signed one.
  return type === 'int' && /^0x/i.test(digits) && value <= 0xffffffffn
    ? BigInt.asIntN(32, value)
    : value;
}

function parseDouble(text: string): number | undefined {
  switch (text.toLowerCase()) {
    case 'min':
      return -Number.MAX_VALUE;
    case 'max':
      return Number.MAX_VALUE;
  }
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** Reads `30/1`, or `30` for 30/1. */
function parseFraction(text: string): Fraction | undefined {
  if (/^max$/i.test(text)) return makeFraction(MAX_INT, 1);
  if (/^min$/i.test(text)) return makeFraction(MIN_INT, 1);
  const [, numeratorText, denominatorText = '1'] =
    /^([-+]?\d+)(?:\/([-+]?\d+|max))?$/i.exec(text) ?? [];
  if (numeratorText === undefined) return undefined;
  const numerator = Number(numeratorText);
  const denominator = /^max$/i.test(denominatorText) ? MAX_INT : Number(denominatorText);
  const isInRange = Math.abs(numerator) <= MAX_INT + 1 && Math.abs(denominator) <= MAX_INT;
  return denominator !== 0 && isInRange ? makeFraction(numerator, denominator) : undefined;
}

function parseBoolean(text: string): CapsValue | undefined {
  const key = text.toLowerCase();
  const value = Object.hasOwn(BOOLEANS, key) ? BOOLEANS[key] : undefined;
  return value === undefined ? undefined : { kind: 'boolean', value };
}

function parseBitmask(text: string): CapsValue | undefined {
  const digits = /^(?:0x)?([\da-f]{1,16})$/i.exec(text)?.[1];
  return digits === undefined ? undefined : { kind: 'bitmask', value: BigInt(`0x${digits}`) };
}

/** Reads `flags:mask` in hexadecimal; the names that may follow repeat what the numbers say. */
function parseFlagset(text: string, type: string): CapsValue | undefined {
  const [, flags, mask] = /^(?:0x)?([\da-f]{1,8}):(?:0x)?([\da-f]{1,8})(?::.*)?$/i.exec(text) ?? [];
  if (flags === undefined || mask === undefined) return undefined;
  return {
    kind: 'flagset',
    type,
    flags: Number.parseInt(flags, 16),
    mask: Number.parseInt(mask, 16),
  };
}
