/** Property values as other formats write them, in text -> values as a pipeline document has them. */
import type { PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';

/**
 * The value that GStreamer would read from a text for this property. What it would refuse, and what
 * belongs to a property that the catalogue does not know, stays the text it is: rules tell of it.
 */
export function typedValue(spec: PropertySpec | undefined, text: string): PropertyValue {
  const trimmed = text.trim();
  switch (spec?.type) {
    case undefined:
      return guessedValue(text);
    case 'boolean':
      return booleanValue(trimmed) ?? text;
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
      return integerValue(trimmed) ?? text;
    case 'float':
    case 'double':
      return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
    case 'enum': {
      const number = integerValue(trimmed);
      const meant = spec.enum?.find(
        ({ value, nick, meaning }) =>
          value === number || nick === trimmed || (meaning !== undefined && meaning === trimmed),
      );
      return meant?.nick ?? number ?? text;
    }
    default:
      return text;
  }
}

/** Without a type, only what can't be meant as text is taken for a number or a boolean. */
function guessedValue(text: string): PropertyValue {
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/.test(text) ? Number(text) : text;
}

/** As GStreamer's deserialiser of booleans (gst_value_deserialize_boolean). */
function booleanValue(text: string): boolean | undefined {
  if (/^(?:true|t|yes|1)$/i.test(text)) return true;
  return /^(?:false|f|no|0)$/i.test(text) ? false : undefined;
}

/** Decimal, hexadecimal or octal; text beyond what a number holds exactly. */
function integerValue(text: string): number | string | undefined {
  const match = /^([+-]?)(0x[0-9a-f]+|\d+)$/i.exec(text);
  if (!match) return undefined;
  const digits = match[2] ?? '';
  const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = match[1] === '-' ? -magnitude : magnitude;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}
