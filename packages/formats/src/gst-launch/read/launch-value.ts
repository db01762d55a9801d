/** A property's text in gst-launch -> its value in a document, and whether GStreamer would take it. */
import type { PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';
import { typedValue } from '../../import/typed-value.ts';
import { stringValue } from './launch-text.ts';

export type LaunchValue =
  | { readonly kind: 'value'; readonly value: PropertyValue; readonly isRefused: boolean }
  /** A string set to `NULL`: none. */
  | { readonly kind: 'none' };

const MODULUS: Readonly<Record<string, bigint>> = { uint: 1n << 32n, uint64: 1n << 64n };

const LIMITS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int: [-(1n << 31n), (1n << 31n) - 1n],
  uint: [0n, (1n << 32n) - 1n],
  int64: [-(1n << 63n), (1n << 63n) - 1n],
  uint64: [0n, (1n << 64n) - 1n],
};

/** Reads a text, quotes and backslashes taken away already. */
export function launchValue(spec: PropertySpec | undefined, text: string): LaunchValue {
  if (spec === undefined || spec.type === 'string') return textValue(spec, text);
  const value = typedValue(spec, text);
  switch (spec.type) {
    case 'boolean':
      return { kind: 'value', value, isRefused: typeof value !== 'boolean' };
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
      return integerValue(spec.type, value);
    case 'float':
    case 'double':
      return { kind: 'value', value, isRefused: typeof value !== 'number' };
    case 'enum': {
      const isMeant = spec.enum?.some((each) => each.nick === value) ?? true;
      return { kind: 'value', value, isRefused: !isMeant };
    }
    default:
      return { kind: 'value', value: value, isRefused: false };
  }
}

function textValue(spec: PropertySpec | undefined, text: string): LaunchValue {
  if (text === 'NULL') return { kind: 'none' };
  const value = stringValue(text);
  if (value === undefined) return { kind: 'value', value: text, isRefused: true };
  return { kind: 'value', value: typedValue(spec, value), isRefused: false };
}

/** Negative numbers of unsigned types count from the end, as in C. */
function integerValue(type: string, value: PropertyValue): LaunchValue {
  const number = /^[+-]?\d+$/.test(String(value)) ? BigInt(value) : undefined;
  if (number === undefined) return { kind: 'value', value, isRefused: true };
  const modulus = MODULUS[type];
  const wrapped = number < 0n && modulus !== undefined ? number + modulus : number;
  const [lowest = 0n, highest = 0n] = LIMITS[type] ?? [];
  if (wrapped < lowest || wrapped > highest) return { kind: 'value', value, isRefused: true };
  const exact = Number(wrapped);
  return {
    kind: 'value',
    value: Number.isSafeInteger(exact) ? exact : wrapped.toString(),
    isRefused: false,
  };
}
