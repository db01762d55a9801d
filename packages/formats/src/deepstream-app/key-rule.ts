/** How a key of the app and a property of an element say the same. */
import type { PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';

export interface KeyRule {
  readonly key: string;
  readonly property: string;
  /** Names that older releases gave the key; they are still read. */
  readonly olderKeys?: readonly string[];
  /** The key's name in YAML files. */
  readonly yamlKey?: string;
  /** What the app sets without the key, in the key's words; it sets nothing when this is absent. */
  readonly absent?: string;
  /** Least number that the app hands on: below it the element keeps its own value. */
  readonly least?: number;
  /** Where key and property differ by more than their type. */
  readonly convert?: KeyConversion;
}

export interface KeyConversion {
  /** The property's value; undefined when the text makes no sense. */
  readonly read: (text: string) => PropertyValue | undefined;
  /** The key's text; undefined when the app can't say it. */
  readonly write: (value: PropertyValue) => string | undefined;
}

/** What one kind of element takes from a group. */
export interface Part {
  readonly keys: readonly KeyRule[];
  /** What the app always sets. */
  readonly fixed?: Readonly<Record<string, PropertyValue>>;
  /** A value that the element has anyway is not set: rows of a CSV file have one in every column. */
  readonly dropsDefaults?: true;
}

/** A key's text as the property's value; undefined when it makes no sense. */
export function readValue(
  rule: KeyRule,
  spec: PropertySpec | undefined,
  text: string,
): PropertyValue | undefined {
  if (rule.convert) return rule.convert.read(text);
  if (!isNumeric(spec)) return text;
  const number = numberOf(text);
  if (number === undefined) return undefined;
  if (spec?.type === 'boolean') return Number(number) !== 0;
  const choice = spec?.enum?.find(({ value }) => value === Number(number));
  return choice && isWord(choice.nick) ? choice.nick : number;
}

/** A property's value as the key's text; undefined when the app can't say it. */
export function writeValue(
  rule: KeyRule,
  spec: PropertySpec | undefined,
  value: PropertyValue,
): string | undefined {
  if (rule.convert) return rule.convert.write(value);
  const plain = comparable(spec, value);
  return typeof plain === 'string' && isNumeric(spec) && numberOf(plain) === undefined
    ? undefined
    : String(plain);
}

/** Whether two values of a property mean the same: nicks and numbers, `1` and `true`. */
export function isSameValue(
  spec: PropertySpec | undefined,
  a: PropertyValue | undefined,
  b: PropertyValue | undefined,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return String(comparable(spec, a)) === String(comparable(spec, b));
}

/** What the element starts with; undefined when that is nothing or not known. */
export function defaultOf(spec: PropertySpec | undefined): PropertyValue | undefined {
  return spec?.default ?? undefined;
}

/** Switches and choices as numbers, as the app writes them. */
function comparable(spec: PropertySpec | undefined, value: PropertyValue): PropertyValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const nick = spec?.enum?.find((choice) => choice.nick === value);
    if (nick) return nick.value;
    if (spec?.type === 'boolean' && /^(true|false)$/i.test(value)) return /^t/i.test(value) ? 1 : 0;
    if (isNumeric(spec)) return numberOf(value) ?? value;
  }
  return value;
}

function isNumeric(spec: PropertySpec | undefined): boolean {
  return spec !== undefined && !['string', 'caps', 'object', 'boxed'].includes(spec.type);
}

/** Some nicks are whole sentences. */
function isWord(nick: string): boolean {
  return /^[\w-]+$/.test(nick);
}

/** A number as GLib reads it; beyond 2^53 its digits stay a text. */
function numberOf(text: string): number | string | undefined {
  const written = text.trim();
  if (/^(true|false)$/i.test(written)) return /^t/i.test(written) ? 1 : 0;
  const digits = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?(?=\s|$)/i.exec(written)?.[0];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? digits : number;
}
