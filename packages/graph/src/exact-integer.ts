import type { PropertyValue } from './document.ts';

/** Integers beyond 2^53-1 are decimal strings. */
export function exactInteger(value: bigint): PropertyValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
