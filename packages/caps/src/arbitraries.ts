/** Random caps for property-based tests. */
import fc from 'fast-check';
import {
  type Caps,
  type CapsFeatures,
  type CapsStructure,
  type CapsValue,
  capsOf,
  makeFraction,
} from './caps.ts';
import { makeFeatures } from './features.ts';

// Few different values, so that random caps meet often.
const int = fc.integer({ min: -4, max: 12 });
const fraction = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 3 }))
  .map(([numerator, denominator]) => makeFraction(numerator, denominator));

const intValue: fc.Arbitrary<CapsValue> = int.map((value) => ({
  kind: 'number',
  type: 'int',
  value,
}));
const intRange: fc.Arbitrary<CapsValue> = fc
  .tuple(
    fc.integer({ min: -2, max: 4 }),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([start, length, step]) => ({
    kind: 'number-range',
    type: 'int',
    // `+ 0` turns -0 into 0.
    min: start * step + 0,
    max: (start + length) * step + 0,
    step,
  }));
const fractionRange: fc.Arbitrary<CapsValue> = fc
  .tuple(
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([start, length, denominator]) => ({
    kind: 'fraction-range',
    min: makeFraction(start, denominator),
    max: makeFraction(start + length, denominator),
  }));
const formatName: fc.Arbitrary<CapsValue> = fc
  .constantFrom('NV12', 'I420', 'RGBA')
  .map((value) => ({ kind: 'string', value }));
const flagset: fc.Arbitrary<CapsValue> = fc
  .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }))
  .map(([flags, mask]) => ({
    kind: 'flagset',
    type: 'flagset',
    flags: flags & mask,
    mask,
  }));

function listOf(value: fc.Arbitrary<CapsValue>): fc.Arbitrary<CapsValue> {
  return fc
    .array(value, { minLength: 2, maxLength: 3 })
    .map((values) => ({ kind: 'list', values }));
}

/** Values of fields as pads have them: each field keeps to one type. */
const fieldValues: Readonly<Record<string, fc.Arbitrary<CapsValue>>> = {
  width: fc.oneof(intValue, intRange, listOf(fc.oneof(intValue, intRange))),
  format: fc.oneof(formatName, listOf(formatName)),
  framerate: fc.oneof(fraction, fractionRange, listOf(fraction)),
  parsed: fc.boolean().map((value) => ({ kind: 'boolean', value })),
  flags: flagset,
};

const structure: fc.Arbitrary<CapsStructure> = fc.record({
  name: fc.constantFrom('video/x-raw', 'audio/x-raw'),
  features: fc.constantFrom<CapsFeatures[]>(
    [],
    makeFeatures(['memory:NVMM']),
    makeFeatures(['meta:Overlay', 'memory:NVMM']),
    'any',
  ),
  fields: fc.record(fieldValues, { requiredKeys: [] }).map(toFields),
});

function toFields(record: Readonly<Record<string, CapsValue | undefined>>): Map<string, CapsValue> {
  return new Map(
    Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Caps whose fields are of kinds that have an algebra. */
export const arbitraryCaps: fc.Arbitrary<Caps> = fc
  .array(structure, { maxLength: 3 })
  .map((structures) => capsOf(structures));

/** Any text as a string value, among values of all other kinds. */
export const arbitraryValue: fc.Arbitrary<CapsValue> = fc.letrec<{
  value: CapsValue;
}>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.oneof(
      ...Object.values(fieldValues),
      fc.string({ unit: 'grapheme' }).map((value): CapsValue => ({ kind: 'string', value })),
      fc.bigInt(0n, 2n ** 64n - 1n).map((value): CapsValue => ({ kind: 'bitmask', value })),
      fc
        .bigInt(-(2n ** 63n), 2n ** 63n - 1n)
        .map((value): CapsValue => ({ kind: 'number', type: 'int64', value })),
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        // `+ 0` turns -0, which text does not keep, into 0.
        .map(
          (value): CapsValue => ({
            kind: 'number',
            type: 'double',
            value: value + 0,
          }),
        ),
    ),
    fc
      .record({
        kind: fc.constantFrom('list' as const, 'array' as const),
        values: fc.array(tie('value'), { maxLength: 3 }),
      })
      .map((value): CapsValue => value),
  ),
})).value;
