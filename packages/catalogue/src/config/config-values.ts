/** Values of config keys against their types and ranges. */
import { editDistance } from '../nearest.ts';
import type { ConfigKey } from './config-schema.ts';
import type { ConfigSyntax } from './read-config.ts';

export interface ValueProblem {
  readonly code: 'wrong-type' | 'out-of-range' | 'not-a-choice' | 'wrong-count';
  /** What was expected, for `expects ...`. */
  readonly expected: string;
  readonly severity: 'error' | 'warning';
  /** A value that would do. */
  readonly nearest?: string;
}

const integer = /^[+-]?\d+$/;
/** As C reads it, hexadecimal and the special values included. */
const decimal = /^[+-]?(((\d+\.?\d*|\.\d+)(e[+-]?\d+)?f?)|0x[\da-f]+|inf(inity)?|nan)$/i;
/** GLib's and yaml-cpp's integers have 32 bits. */
const int32 = { min: -2147483648, max: 2147483647 };

/** Why a value does not suit its key; undefined when it does. */
export function valueProblem(
  key: ConfigKey,
  value: string,
  format: ConfigSyntax,
): ValueProblem | undefined {
  switch (key.type) {
    case 'int':
      return integerProblem(key, value, format);
    case 'double':
      return numberProblem(key, value);
    case 'bool':
      return boolProblem(value, format);
    case 'int-list':
      return listProblem(key, value, integer, 'whole numbers');
    case 'double-list':
      return listProblem(key, value, decimal, 'numbers');
    case 'enum':
      return choiceProblem(key, value, 'error');
    case 'path':
    case 'path-list':
      return value === ''
        ? { code: 'wrong-type', expected: 'a path', severity: 'warning' }
        : undefined;
    default:
      return key.enum ? choiceProblem(key, value, 'warning') : undefined;
  }
}

function integerProblem(
  key: ConfigKey,
  value: string,
  format: ConfigSyntax,
): ValueProblem | undefined {
  // GLib reads up to a blank; what follows it is passed over.
  const text = format === 'ini' ? (value.split(/\s/, 1)[0] ?? '') : value;
  if (!integer.test(text)) {
    return {
      code: 'wrong-type',
      expected: 'a whole number',
      severity: 'error',
      ...nearestInteger(text),
    };
  }
  if (key.enum) {
    return choiceProblem(key, String(Number(text)), key.isOpen ? 'warning' : 'error');
  }
  return rangeProblem(
    { min: key.min ?? int32.min, max: key.max ?? int32.max },
    Number(text),
    key.max === undefined,
  );
}

/** `2.0` and `yes` have an integer that was meant. */
function nearestInteger(text: string): { nearest?: string } {
  const number = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return { nearest: String(Math.round(number)) };
  if (/^(true|yes|on)$/i.test(text)) return { nearest: '1' };
  return /^(false|no|off)$/i.test(text) ? { nearest: '0' } : {};
}

function choiceProblem(
  key: ConfigKey,
  value: string,
  severity: ValueProblem['severity'],
): ValueProblem | undefined {
  const choices = key.enum ?? [];
  if (choices.some((choice) => String(choice.value) === value)) return undefined;
  const nearest = [...choices].sort((a, b) => distance(a.value, value) - distance(b.value, value));
  const written = choices.map(({ value: choice, meaning }) =>
    String(choice) === meaning || typeof choice === 'string'
      ? String(choice)
      : `${choice} (${meaning})`,
  );
  return {
    code: 'not-a-choice',
    expected: `one of ${written.join(', ')}`,
    severity,
    ...(nearest[0] ? { nearest: String(nearest[0].value) } : {}),
  };
}

function distance(choice: number | string, value: string): number {
  return typeof choice === 'number'
    ? Math.abs(choice - Number(value))
    : editDistance(choice, value);
}

function numberProblem(key: ConfigKey, value: string): ValueProblem | undefined {
  // Unlike for integers, GLib refuses anything behind the number.
  if (!decimal.test(value)) {
    const [start = ''] = value.split(/[\s#]/, 1);
    return {
      code: 'wrong-type',
      expected: 'a number and nothing behind it',
      severity: 'error',
      ...(decimal.test(start) ? { nearest: start } : {}),
    };
  }
  return rangeProblem(key, Number.parseFloat(value), false);
}

function boolProblem(value: string, format: ConfigSyntax): ValueProblem | undefined {
  if (/^(0|1|true|false)$/.test(value)) return undefined;
  const meant = nearestInteger(value);
  return {
    code: 'wrong-type',
    expected: format === 'protobuf' ? 'true or false' : '0 or 1',
    severity: format === 'ini' ? 'warning' : 'error',
    ...(meant.nearest === '0' || meant.nearest === '1' ? meant : {}),
  };
}

/** Parsing stops at what is too small; what is too large goes through and makes no sense. */
function rangeProblem(
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
  number: number,
  isTypeLimit: boolean,
): ValueProblem | undefined {
  const expected = `${min ?? 'any'} to ${max ?? 'any'}`;
  if (min !== undefined && number < min) {
    return { code: 'out-of-range', expected, severity: 'error', nearest: String(min) };
  }
  if (max !== undefined && number > max) {
    return {
      code: 'out-of-range',
      expected,
      severity: isTypeLimit ? 'error' : 'warning',
      nearest: String(max),
    };
  }
  return undefined;
}

/** The entries of a list's text; one semicolon may end it. */
export function listItems(value: string): string[] {
  const items = value.split(';').map((text) => text.trim());
  if (items.at(-1) === '') items.pop();
  return items;
}

function listProblem(
  key: ConfigKey,
  value: string,
  item: RegExp,
  what: string,
): ValueProblem | undefined {
  const items = listItems(value);
  if (items.length === 0 || !items.every((text) => item.test(text))) {
    return { code: 'wrong-type', expected: `${what} separated by ;`, severity: 'error' };
  }
  const count = key.elementCount;
  const multiple = count === 'even' ? 2 : Number(/^multiple of (\d+)$/.exec(String(count))?.[1]);
  const fits =
    typeof count === 'number'
      ? items.length === count
      : Number.isNaN(multiple) || items.length % multiple === 0;
  return fits
    ? undefined
    : { code: 'wrong-count', expected: countWords(what, count), severity: 'error' };
}

function countWords(what: string, count: number | string | undefined): string {
  if (typeof count === 'number') return `${count} ${what} separated by ;`;
  return `${what} separated by ;, their count ${count === 'even' ? 'even' : `a ${count}`}`;
}
