/** Property values as Service Maker wants them: by the property's type, enums as their numbers. */
import type { PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';

export type ServiceValue =
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Digits, as 64-bit integers don't fit a number. */
  | { readonly kind: 'integer'; readonly digits: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string };

/**
 * A value for a property of this type. Texts that mean no value of the type stay texts, which
 * Service Maker then reports. Without a type, the value says what it is.
 */
export function serviceValue(spec: PropertySpec | undefined, value: PropertyValue): ServiceValue {
  switch (spec?.type) {
    case 'boolean':
      return booleanValue(value) ?? asWritten(value);
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
      return integerValue(value) ?? asWritten(value);
    case 'float':
    case 'double': {
      const number = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
      return Number.isFinite(number) ? { kind: 'number', value: number } : asWritten(value);
    }
    case 'enum':
      return enumValue(spec, value) ?? asWritten(value);
    case 'string':
    case 'caps':
    case 'fraction':
      return { kind: 'text', value: String(value) };
    default:
      return asWritten(value);
  }
}

function asWritten(value: PropertyValue): ServiceValue {
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'string') return { kind: 'text', value };
  return Number.isInteger(value) ? integerOf(BigInt(value)) : { kind: 'number', value };
}

function booleanValue(value: PropertyValue): ServiceValue | undefined {
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  const text = String(value).trim();
  if (/^(?:true|t|yes|1)$/i.test(text)) return { kind: 'boolean', value: true };
  return /^(?:false|f|no|0)$/i.test(text) ? { kind: 'boolean', value: false } : undefined;
}

function integerValue(value: PropertyValue): ServiceValue | undefined {
  if (typeof value === 'boolean') return integerOf(value ? 1n : 0n);
  const text = String(value).trim();
  return /^-?\d+$/.test(text) ? integerOf(BigInt(text)) : undefined;
}

function enumValue(spec: PropertySpec, value: PropertyValue): ServiceValue | undefined {
  const text = String(value).trim();
  const meant = spec.enum?.find(({ nick }) => nick === text);
  return meant === undefined ? integerValue(value) : integerOf(BigInt(meant.value));
}

function integerOf(value: bigint): ServiceValue {
  return { kind: 'integer', digits: value.toString() };
}
