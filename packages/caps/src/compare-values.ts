/** Equality, meeting and containment of single values. */
import {
  type CapsValue,
  compareFractions,
  type Fraction,
  type FractionRange,
  type ListValue,
  type NumberRange,
  type NumberValue,
} from './caps.ts';

/** Whether two values are the same; the order in a list does not matter. */
export function areValuesEqual(a: CapsValue, b: CapsValue): boolean {
  switch (a.kind) {
    case 'number':
      return b.kind === 'number' && a.type === b.type && a.value === b.value;
    case 'number-range':
      return (
        b.kind === 'number-range' &&
        a.type === b.type &&
        a.min === b.min &&
        a.max === b.max &&
        a.step === b.step
      );
    case 'fraction':
      return b.kind === 'fraction' && compareFractions(a, b) === 0;
    case 'fraction-range':
      return (
        b.kind === 'fraction-range' && areValuesEqual(a.min, b.min) && areValuesEqual(a.max, b.max)
      );
    case 'boolean':
    case 'string':
    case 'bitmask':
      return b.kind === a.kind && a.value === b.value;
    case 'flagset':
      return b.kind === 'flagset' && a.type === b.type && a.flags === b.flags && a.mask === b.mask;
    case 'list':
      return b.kind === 'list' && areListsEqual(a, b);
    case 'array':
      return (
        b.kind === 'array' &&
        a.values.length === b.values.length &&
        a.values.every((value, index) => isEqualAt(b.values, index, value))
      );
    case 'opaque':
      return b.kind === 'opaque' && a.type === b.type && a.text === b.text;
  }
}

function isEqualAt(values: readonly CapsValue[], index: number, value: CapsValue): boolean {
  const other = values[index];
  return other !== undefined && areValuesEqual(value, other);
}

function areListsEqual(a: ListValue, b: ListValue): boolean {
  const contains = (list: ListValue, value: CapsValue) =>
    list.values.some((other) => areValuesEqual(value, other));
  return (
    a.values.length === b.values.length &&
    a.values.every((value) => contains(b, value)) &&
    b.values.every((value) => contains(a, value))
  );
}

/** What both values allow; undefined when there is nothing. */
export function intersectValues(a: CapsValue, b: CapsValue): CapsValue | undefined {
  if (a.kind === 'list') return oneOf(a.values.map((value) => intersectValues(value, b)));
  if (b.kind === 'list') return oneOf(b.values.map((value) => intersectValues(a, value)));
  if (a.kind === 'number-range') {
    if (b.kind === 'number-range') return intersectRanges(a, b);
    return b.kind === 'number' && isInRange(b, a) ? b : undefined;
  }
  if (a.kind === 'fraction-range') {
    if (b.kind === 'fraction-range') return intersectFractionRanges(a, b);
    return b.kind === 'fraction' && isInFractionRange(b, a) ? b : undefined;
  }
  if (b.kind === 'number-range' || b.kind === 'fraction-range') return intersectValues(b, a);
  if (a.kind === 'flagset' && b.kind === 'flagset') return intersectFlagsets(a, b);
  if (a.kind === 'array' && b.kind === 'array') return intersectArrays(a.values, b.values);
  return areValuesEqual(a, b) ? a : undefined;
}

/** Whether all that `a` allows is allowed by `b`. */
export function isValueSubset(a: CapsValue, b: CapsValue): boolean {
  if (a.kind === 'list') return a.values.every((value) => isValueSubset(value, b));
  if (b.kind === 'list') return b.values.some((value) => isValueSubset(a, value));
  if (a.kind === 'array' && b.kind === 'array') {
    return (
      a.values.length === b.values.length &&
      a.values.every((value, index) => {
        const other = b.values[index];
        return other !== undefined && isValueSubset(value, other);
      })
    );
  }
  const meeting = intersectValues(a, b);
  return meeting !== undefined && areValuesEqual(meeting, a);
}

/** One fixed value of those that are allowed, chosen as GStreamer does; undefined for empty lists. */
export function fixateValue(value: CapsValue): CapsValue | undefined {
  switch (value.kind) {
    case 'number-range':
      return { kind: 'number', type: value.type, value: value.min };
    case 'fraction-range':
      return value.min;
    case 'list':
      return value.values[0] && fixateValue(value.values[0]);
    case 'array': {
      const values = value.values.map(fixateValue);
      return values.includes(undefined)
        ? undefined
        : {
            kind: 'array',
            values: values.filter((each) => each !== undefined),
          };
    }
    case 'flagset':
      return {
        ...value,
        flags: (value.flags & value.mask) >>> 0,
        mask: 0xffffffff,
      };
    default:
      return value;
  }
}

/** Whether the value leaves no choice. */
export function isValueFixed(value: CapsValue): boolean {
  switch (value.kind) {
    case 'number-range':
    case 'fraction-range':
    case 'list':
      return false;
    case 'array':
      return value.values.every(isValueFixed);
    case 'flagset':
      return value.mask === 0xffffffff;
    default:
      return true;
  }
}

/** The values as a list without repetitions; a single one as itself; undefined for none. */
function oneOf(values: readonly (CapsValue | undefined)[]): CapsValue | undefined {
  const found: CapsValue[] = [];
  for (const value of values.flatMap((each) => (each?.kind === 'list' ? each.values : each))) {
    if (value !== undefined && !found.some((other) => areValuesEqual(other, value))) {
      found.push(value);
    }
  }
  return found.length > 1 ? { kind: 'list', values: found } : found[0];
}

function isInRange(number: NumberValue, range: NumberRange): boolean {
  if (number.type !== range.type) return false;
  const { value } = number;
  return value >= range.min && value <= range.max && isMultiple(value, range.step);
}

function isMultiple(value: number | bigint, step: number | bigint): boolean {
  if (step === 1 || step === 1n) return true;
  return BigInt(value) % BigInt(step) === 0n;
}

function intersectRanges(a: NumberRange, b: NumberRange): CapsValue | undefined {
  if (a.type !== b.type) return undefined;
  const { type } = a;
  let [min, max] = [larger(a.min, b.min), smaller(a.max, b.max)];
  let step = a.step;
  if (type === 'int64') {
    step = leastCommonMultiple(BigInt(a.step), BigInt(b.step));
    [min, max] = toMultiples(BigInt(min), BigInt(max), step);
  } else if (type === 'int') {
    // A step too large for a number leaves 0 or nothing, which numbers hold exactly.
    const exactStep = leastCommonMultiple(BigInt(a.step), BigInt(b.step));
    step = Number(exactStep);
    [min, max] = toMultiples(BigInt(min), BigInt(max), exactStep).map(Number) as [number, number];
  }
  if (min > max) return undefined;
  if (min === max) return { kind: 'number', type, value: min };
  return { kind: 'number-range', type, min, max, step };
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return a === b ? a : (a / bigGreatestCommonDivisor(a, b)) * b;
}

function bigGreatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : bigGreatestCommonDivisor(b, a % b);
}

// Math.max and Math.min take no bigint.
function larger(a: number | bigint, b: number | bigint): number | bigint {
  if (a > b) return a;
  return b;
}

function smaller(a: number | bigint, b: number | bigint): number | bigint {
  if (a < b) return a;
  return b;
}

/** The smallest and largest multiple of `step` between the ends. */
function toMultiples(min: bigint, max: bigint, step: bigint): [bigint, bigint] {
  const above = ((min % step) + step) % step;
  const below = ((max % step) + step) % step;
  return [above === 0n ? min : min + step - above, max - below];
}

function isInFractionRange(fraction: Fraction, { min, max }: FractionRange): boolean {
  return compareFractions(fraction, min) >= 0 && compareFractions(fraction, max) <= 0;
}

function intersectFractionRanges(a: FractionRange, b: FractionRange): CapsValue | undefined {
  const min = compareFractions(a.min, b.min) >= 0 ? a.min : b.min;
  const max = compareFractions(a.max, b.max) <= 0 ? a.max : b.max;
  const order = compareFractions(min, max);
  if (order > 0) return undefined;
  return order === 0 ? min : { kind: 'fraction-range', min, max };
}

/** Flags meet when they agree where both masks look; together they look at both masks' bits. */
function intersectFlagsets(
  a: Extract<CapsValue, { kind: 'flagset' }>,
  b: Extract<CapsValue, { kind: 'flagset' }>,
): CapsValue | undefined {
  const isSameType = a.type === b.type || a.type === 'flagset' || b.type === 'flagset';
  const both = a.mask & b.mask;
  if (!isSameType || (a.flags & both) !== (b.flags & both)) return undefined;
  return {
    kind: 'flagset',
    type: a.type === 'flagset' ? b.type : a.type,
    flags: ((a.flags & a.mask) | (b.flags & b.mask)) >>> 0,
    mask: (a.mask | b.mask) >>> 0,
  };
}

function intersectArrays(a: readonly CapsValue[], b: readonly CapsValue[]): CapsValue | undefined {
  if (a.length !== b.length) return undefined;
  const values: CapsValue[] = [];
  for (const [index, value] of a.entries()) {
    const other = b[index];
    const meeting = other && intersectValues(value, other);
    if (meeting === undefined) return undefined;
    values.push(meeting);
  }
  return { kind: 'array', values };
}
