/** Caps as immutable data, with GStreamer's meanings. */

/** Types that a single number in caps can have. */
export type NumberType = 'int' | 'uint' | 'int64' | 'uint64' | 'float' | 'double';

export interface NumberValue {
  readonly kind: 'number';
  readonly type: NumberType;
  /** 64-bit integers are bigint, everything else is number. */
  readonly value: number | bigint;
}

/** A range, ends included. Integers in it are multiples of `step`, as in GStreamer. */
export interface NumberRange {
  readonly kind: 'number-range';
  readonly type: 'int' | 'int64' | 'double';
  readonly min: number | bigint;
  readonly max: number | bigint;
  /** 1 but for integer ranges with a step. */
  readonly step: number | bigint;
}

export interface Fraction {
  readonly kind: 'fraction';
  /** In lowest terms, the denominator positive. */
  readonly numerator: number;
  readonly denominator: number;
}

export interface FractionRange {
  readonly kind: 'fraction-range';
  readonly min: Fraction;
  readonly max: Fraction;
}

export interface BooleanValue {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface StringValue {
  readonly kind: 'string';
  readonly value: string;
}

export interface BitmaskValue {
  readonly kind: 'bitmask';
  readonly value: bigint;
}

/** Flags of which only those in the mask matter. */
export interface FlagsetValue {
  readonly kind: 'flagset';
  /** `flagset`, or the name of a registered type such as `GstVideoMultiviewFlagsSet`. */
  readonly type: string;
  readonly flags: number;
  readonly mask: number;
}

/** Any one of the values, best first. */
export interface ListValue {
  readonly kind: 'list';
  readonly values: readonly CapsValue[];
}

/** All of the values, in this order. */
export interface ArrayValue {
  readonly kind: 'array';
  readonly values: readonly CapsValue[];
}

/** A value of a type without arithmetic here (`GstCaps`, `structure`, `buffer`, ...), as its text. */
export interface OpaqueValue {
  readonly kind: 'opaque';
  readonly type: string;
  readonly text: string;
}

export type CapsValue =
  | NumberValue
  | NumberRange
  | Fraction
  | FractionRange
  | BooleanValue
  | StringValue
  | BitmaskValue
  | FlagsetValue
  | ListValue
  | ArrayValue
  | OpaqueValue;

/** Features such as `memory:NVMM`, sorted; `'any'` matches all. None stands for system memory. */
export type CapsFeatures = readonly string[] | 'any';

export interface CapsStructure {
  /** The media type, e.g. `video/x-raw`. */
  readonly name: string;
  readonly features: CapsFeatures;
  /** In the order of the text. */
  readonly fields: ReadonlyMap<string, CapsValue>;
}

export type Caps =
  | { readonly kind: 'any' }
  | { readonly kind: 'empty' }
  /** At least one structure, best first. */
  | {
      readonly kind: 'structures';
      readonly structures: readonly CapsStructure[];
    };

export const ANY_CAPS: Caps = { kind: 'any' };
export const EMPTY_CAPS: Caps = { kind: 'empty' };

/** Largest values of GStreamer's integers, which stand for "unbounded" in ranges. */
export const MAX_INT = 2147483647;
export const MIN_INT = -2147483648;

/** Caps of some structures; none make empty caps. */
export function capsOf(structures: readonly CapsStructure[]): Caps {
  return structures.length === 0 ? EMPTY_CAPS : { kind: 'structures', structures };
}

/** A fraction in lowest terms. The denominator must not be 0. */
export function makeFraction(numerator: number, denominator: number): Fraction {
  const sign = denominator < 0 ? -1 : 1;
  const divisor = greatestCommonDivisor(Math.abs(numerator), Math.abs(denominator)) || 1;
  // `+ 0` turns -0 into 0.
  return {
    kind: 'fraction',
    numerator: (sign * numerator) / divisor + 0,
    denominator: (sign * denominator) / divisor,
  };
}

/** Negative, 0 or positive as a is smaller than, equal to or greater than b. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference =
    BigInt(a.numerator) * BigInt(b.denominator) - BigInt(b.numerator) * BigInt(a.denominator);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
