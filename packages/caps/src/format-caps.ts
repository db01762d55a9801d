/** Caps -> text, in the form in which GStreamer prints them. */
import type { Caps, CapsFeatures, CapsStructure, CapsValue } from './caps.ts';
import { numberTypeName } from './value-types.ts';

/** Prints caps so that GStreamer and `parseCaps` read the same back. */
export function formatCaps(caps: Caps): string {
  if (caps.kind === 'any') return 'ANY';
  if (caps.kind === 'empty') return 'EMPTY';
  return caps.structures.map(formatStructure).join('; ');
}

/** Prints one structure, e.g. `video/x-raw(memory:NVMM), width=(int)640`. */
export function formatStructure({ name, features, fields }: CapsStructure): string {
  const parts = [`${formatText(name, MEDIA_TYPE)}${formatFeatures(features)}`];
  for (const [field, value] of fields) parts.push(`${field}=${formatTyped(value)}`);
  return parts.join(', ');
}

function formatFeatures(features: CapsFeatures): string {
  if (features === 'any') return '(ANY)';
  return features.length === 0 ? '' : `(${features.join(', ')})`;
}

/** Prints a value without its type: what people read. */
export function formatValue(value: CapsValue): string {
  switch (value.kind) {
    case 'number':
      return String(value.value);
    case 'number-range': {
      const step = value.step === 1 || value.step === 1n ? '' : `, ${value.step}`;
      return `[ ${value.min}, ${value.max}${step} ]`;
    }
    case 'fraction':
      return `${value.numerator}/${value.denominator}`;
    case 'fraction-range':
      return `[ ${formatValue(value.min)}, ${formatValue(value.max)} ]`;
    case 'boolean':
      return String(value.value);
    case 'string':
      return formatText(value.value, SIMPLE_TEXT);
    case 'bitmask':
      return `0x${value.value.toString(16).padStart(16, '0')}`;
    case 'flagset':
      return `${value.flags.toString(16)}:${value.mask.toString(16)}`;
    case 'list':
      return formatValues('{', value.values, '}');
    case 'array':
      return formatValues('<', value.values, '>');
    case 'opaque':
      return value.text.startsWith('[') ? value.text : formatText(value.text, SIMPLE_TEXT);
  }
}

/** Prints a value with its type in front; lists of one type have it in front of the list. */
export function formatTyped(value: CapsValue): string {
  const type = typeName(value);
  return type === undefined ? formatValue(value) : `(${type})${formatValue(value)}`;
}

function formatValues(open: string, values: readonly CapsValue[], close: string): string {
  const isUniform = commonType(values) !== undefined;
  const texts = values.map(isUniform ? formatValue : formatTyped);
  return `${open} ${texts.join(', ')} ${close}`;
}

/** The type's name in caps text; undefined for lists of several types, whose values carry their own. */
export function typeName(value: CapsValue): string | undefined {
  switch (value.kind) {
    case 'number':
    case 'number-range':
      return numberTypeName(value.type);
    case 'fraction-range':
      return 'fraction';
    case 'list':
    case 'array':
      return commonType(value.values);
    case 'flagset':
    case 'opaque':
      return value.type;
    default:
      return value.kind;
  }
}

/** The type of all values; undefined when they differ or are lists themselves. */
function commonType(values: readonly CapsValue[]): string | undefined {
  const [first, ...others] = values.map((value) =>
    value.kind === 'list' || value.kind === 'array' ? undefined : typeName(value),
  );
  return others.every((type) => type === first) ? first : undefined;
}

const SIMPLE_TEXT = /^[A-Za-z0-9_\-+/:.]+$/;
const MEDIA_TYPE = /^[A-Za-z][A-Za-z0-9/_.:+-]*$/;

/** Text as it is when it is simple, else in double quotes with everything else escaped. */
function formatText(text: string, simple: RegExp): string {
  if (simple.test(text)) return text;
  const escaped = [...text].map((character) => {
    if (SIMPLE_TEXT.test(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) return `\\${character}`;
    return utf8Bytes(character)
      .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
      .join('');
  });
  return `"${escaped.join('')}"`;
}

function utf8Bytes(character: string): number[] {
  // A lone surrogate has no UTF-8; the replacement character stands for it.
  const encoded = encodeURIComponent(/\p{Cs}/u.test(character) ? '\ufffd' : character);
  const escapes = encoded.match(/%[\dA-F]{2}/g);
  if (escapes === null) return [character.charCodeAt(0)];
  return escapes.map((hex) => Number.parseInt(hex.slice(1), 16));
}
