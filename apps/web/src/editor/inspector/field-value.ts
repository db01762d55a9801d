import { type PropertySpec, propertyFile } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';

/** How a property is edited. */
export type FieldKind =
  | 'boolean'
  | 'number'
  | 'enum'
  | 'flags'
  | 'fraction'
  | 'caps'
  | 'path'
  | 'uri'
  | 'text'
  | 'unsupported';

/** The field for a property of a factory. */
export function fieldKind(factory: string, spec: PropertySpec): FieldKind {
  switch (spec.type) {
    case 'boolean':
    case 'enum':
    case 'flags':
    case 'fraction':
    case 'caps':
      return spec.type;
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
    case 'float':
    case 'double':
      return 'number';
    case 'string': {
      const file = propertyFile(factory, spec.name);
      if (file === undefined) {
        return 'text';
      }
      return file.kind === 'uri' ? 'uri' : 'path';
    }
    case 'boxed':
    case 'array':
      return 'text';
    case 'object':
    case 'pointer':
      return 'unsupported';
  }
}

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * What typed text means in a number field: nothing typed is the default, a number is a number, and
 * everything else stays the text it is, so that nothing is lost and the rules can speak of it.
 */
export function numberFromText(text: string): PropertyValue | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  if (INTEGER.test(trimmed)) {
    const value = Number(trimmed);
    return Number.isSafeInteger(value) ? value : trimmed;
  }
  return DECIMAL.test(trimmed) ? Number(trimmed) : text;
}

/** A value as its field shows it. */
export function textOfValue(value: PropertyValue | undefined): string {
  return value === undefined ? '' : String(value);
}

/** The default as a placeholder; empty when there is none. */
export function defaultText(spec: PropertySpec): string {
  if (spec.type === 'enum' && spec.default !== undefined) {
    const nick = spec.defaultNick ?? nickOf(spec, spec.default);
    return nick ?? String(spec.default);
  }
  return spec.default === undefined ? '' : String(spec.default);
}

function nickOf(spec: PropertySpec, value: unknown): string | undefined {
  return spec.enum?.find((entry) => String(entry.value) === String(value))?.nick;
}

/** The enum entry that a value (nick or number) names. */
export function enumEntry(spec: PropertySpec, value: PropertyValue | undefined) {
  return spec.enum?.find((entry) => entry.nick === value || String(entry.value) === String(value));
}

/** Flags of a value: nicks joined by `+` or `|`, or a number. */
export function flagNicks(spec: PropertySpec, value: PropertyValue | undefined): readonly string[] {
  const effective = value ?? spec.default;
  if (effective === undefined) {
    return [];
  }
  const text = String(effective);
  if (/^(0x[0-9a-f]+|\d+)$/i.test(text)) {
    const bits = Number(text);
    return (spec.enum ?? [])
      .filter((entry) => entry.value !== 0 && (bits & entry.value) === entry.value)
      .map((entry) => entry.nick);
  }
  return text.split(/[+|]/).map((nick) => nick.trim());
}

/** Whether a value only refers to a parameter of the document. */
export function isParameterReference(value: PropertyValue | undefined): boolean {
  return typeof value === 'string' && value.includes('${');
}
