/** Why two caps can't meet, in words. */
import { canIntersect } from './algebra.ts';
import type { Caps, CapsStructure, CapsValue } from './caps.ts';
import { intersectValues } from './compare-values.ts';
import { describeFeatures, intersectFeatures } from './features.ts';
import { formatValue, typeName } from './format-caps.ts';

export interface CapsMismatch {
  readonly kind: 'empty' | 'media-type' | 'features' | 'field';
  /** For `field`. */
  readonly field?: string;
  /** What each side allows there, for people. */
  readonly a: string;
  readonly b: string;
  /** The whole of it: "format: RGBA on one side, NV12 or I420 on the other". */
  readonly message: string;
}

/** How the two sides are called in the message, e.g. `src of decoder` and `sink of mux`. */
export interface SideNames {
  readonly a: string;
  readonly b: string;
}

const DEFAULT_NAMES: SideNames = { a: 'one side', b: 'the other' };

/**
 * The first thing that keeps the caps from meeting, for the pair of structures that come nearest.
 * Undefined when they can meet.
 */
export function explainMismatch(
  a: Caps,
  b: Caps,
  names: SideNames = DEFAULT_NAMES,
): CapsMismatch | undefined {
  if (canIntersect(a, b)) return undefined;
  if (a.kind !== 'structures' || b.kind !== 'structures') {
    const side = a.kind === 'empty' ? names.a : names.b;
    return {
      kind: 'empty',
      a: a.kind,
      b: b.kind,
      message: `${side} allows no format at all`,
    };
  }
  const nearest = findNearest(a.structures, b.structures);
  if (nearest === undefined) return mediaTypeMismatch(a.structures, b.structures, names);
  const [left, right] = nearest;
  if (intersectFeatures(left.features, right.features) === undefined) {
    return featuresMismatch(a.structures, b.structures, left.name, names);
  }
  const [field] = fieldClashes(left, right);
  return field && fieldMismatch(field, names);
}

interface FieldPair {
  readonly name: string;
  readonly a: CapsValue;
  readonly b: CapsValue;
}

/** Of structures with the same media type, the pair with equal features and fewest clashing fields. */
function findNearest(
  a: readonly CapsStructure[],
  b: readonly CapsStructure[],
): [CapsStructure, CapsStructure] | undefined {
  let nearest: [CapsStructure, CapsStructure] | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const left of a) {
    for (const right of b) {
      if (left.name !== right.name) continue;
      const isOtherMemory = intersectFeatures(left.features, right.features) === undefined;
      const numClashes = (isOtherMemory ? 1e6 : 0) + fieldClashes(left, right).length;
      if (numClashes < fewest) {
        nearest = [left, right];
        fewest = numClashes;
      }
    }
  }
  return nearest;
}

function fieldClashes(a: CapsStructure, b: CapsStructure): FieldPair[] {
  const clashes: FieldPair[] = [];
  for (const [name, value] of a.fields) {
    const other = b.fields.get(name);
    if (other !== undefined && intersectValues(value, other) === undefined) {
      clashes.push({ name, a: value, b: other });
    }
  }
  return clashes;
}

function mediaTypeMismatch(
  a: readonly CapsStructure[],
  b: readonly CapsStructure[],
  names: SideNames,
): CapsMismatch {
  return sides(
    'media-type',
    'media type',
    alternatives(a.map(({ name }) => name)),
    alternatives(b.map(({ name }) => name)),
    names,
  );
}

function featuresMismatch(
  a: readonly CapsStructure[],
  b: readonly CapsStructure[],
  mediaType: string,
  names: SideNames,
): CapsMismatch {
  const memories = (structures: readonly CapsStructure[]) =>
    alternatives(
      structures
        .filter((each) => each.name === mediaType)
        .map((each) => describeFeatures(each.features)),
    );
  return sides('features', `memory of ${mediaType}`, memories(a), memories(b), names);
}

function fieldMismatch(field: FieldPair, names: SideNames): CapsMismatch {
  const types = [typeName(field.a), typeName(field.b)];
  // 30 and 30/1 look alike, but GStreamer never compares values of different types.
  const isTypeClash = types[0] !== undefined && types[1] !== undefined && types[0] !== types[1];
  const text = (value: CapsValue, type: string | undefined) =>
    isTypeClash ? `${describeValue(value)} (${type})` : describeValue(value);
  return {
    ...sides('field', field.name, text(field.a, types[0]), text(field.b, types[1]), names),
    field: field.name,
  };
}

function sides(
  kind: CapsMismatch['kind'],
  what: string,
  a: string,
  b: string,
  names: SideNames,
): CapsMismatch {
  const message =
    names === DEFAULT_NAMES
      ? `${what}: ${a} on one side, ${b} on the other`
      : `${what}: ${names.a} has ${a}, ${names.b} has ${b}`;
  return { kind, a, b, message };
}

/** `640`, `1 to 4096`, `NV12 or RGBA`. */
export function describeValue(value: CapsValue): string {
  switch (value.kind) {
    case 'number-range': {
      const step = value.step === 1 || value.step === 1n ? '' : ` in steps of ${value.step}`;
      return `${value.min} to ${value.max}${step}`;
    }
    case 'fraction-range':
      return `${formatValue(value.min)} to ${formatValue(value.max)}`;
    case 'list':
      return alternatives(value.values.map(describeValue));
    case 'string':
      return value.value === '' ? 'an empty text' : value.value;
    default:
      return formatValue(value);
  }
}

const MAX_ALTERNATIVES = 6;

function alternatives(texts: readonly string[]): string {
  const different = [...new Set(texts)];
  const shown = different.slice(0, MAX_ALTERNATIVES);
  const numMore = different.length - shown.length;
  if (numMore > 0) return `${shown.join(', ')} or ${numMore} more`;
  const last = shown.pop() ?? 'nothing';
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}
