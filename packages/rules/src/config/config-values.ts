/** Values of nvinfer's config keys against their types and ranges. */
import type { ConfigKey } from '@pipewright/catalogue';
import type { Severity } from '../diagnostic.ts';

export interface ValueProblem {
  /** What was expected, for `expects ...`. */
  readonly expected: string;
  readonly severity: Severity;
  /** A value that would do. */
  readonly nearest?: string;
}

/** Why a value does not suit its key; undefined when it does. */
export function valueProblem(
  key: ConfigKey,
  value: string,
  format: 'ini' | 'yaml',
): ValueProblem | undefined {
  switch (key.type) {
    case 'int':
      return integerProblem(key, value, format);
    case 'double':
      return numberProblem(key, value, format);
    case 'bool':
      return /^(0|1|true|false)$/.test(value)
        ? undefined
        : {
            expected: '0 or 1',
            severity: format === 'ini' ? 'warning' : 'error',
          };
    case 'int-list':
      return listProblem(value, /^[+-]?\d+$/, 'whole numbers separated by ;');
    case 'double-list':
      return listProblem(value, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, 'numbers separated by ;');
    default:
      return value === '' ? { expected: 'a text', severity: 'warning' } : undefined;
  }
}

function integerProblem(
  key: ConfigKey,
  value: string,
  format: 'ini' | 'yaml',
): ValueProblem | undefined {
  // GLib reads up to a blank; what follows it is passed over.
  const text = format === 'ini' ? (value.split(/\s/, 1)[0] ?? '') : value;
  if (!/^[+-]?\d+$/.test(text)) return { expected: 'a whole number', severity: 'error' };
  const number = Number(text);
  if (key.enum) {
    if (key.enum.some((choice) => choice.value === number)) return undefined;
    const choices = key.enum.map(({ value: choice, meaning }) => `${choice} (${meaning})`);
    const nearest = [...key.enum].sort(
      (a, b) => Math.abs(a.value - number) - Math.abs(b.value - number),
    )[0];
    return {
      expected: `one of ${choices.join(', ')}`,
      severity: 'error',
      ...(nearest ? { nearest: String(nearest.value) } : {}),
    };
  }
  return rangeProblem(key, number);
}

function numberProblem(
  key: ConfigKey,
  value: string,
  format: 'ini' | 'yaml',
): ValueProblem | undefined {
  const text = format === 'ini' ? (value.split(/\s/, 1)[0] ?? '') : value;
  const number = text === '' ? Number.NaN : Number(text);
  if (Number.isNaN(number)) return { expected: 'a number', severity: 'error' };
  return rangeProblem(key, number);
}

/** Parsing stops at what is too small; what is too large goes through and makes no sense. */
function rangeProblem({ min, max }: ConfigKey, number: number): ValueProblem | undefined {
  const expected = `${min ?? 'any'} to ${max ?? 'any'}`;
  if (min !== undefined && number < min) {
    return { expected, severity: 'error', nearest: String(min) };
  }
  if (max !== undefined && number > max) {
    return { expected, severity: 'warning', nearest: String(max) };
  }
  return undefined;
}

function listProblem(value: string, item: RegExp, expected: string): ValueProblem | undefined {
  const items = value.split(';').map((text) => text.trim());
  if (items.at(-1) === '') items.pop();
  const isList = items.length > 0 && items.every((text) => item.test(text));
  return isList ? undefined : { expected, severity: 'error' };
}
