/** Sets of formats: meeting, containment, choice. */
import {
  ANY_CAPS,
  type Caps,
  type CapsStructure,
  type CapsValue,
  capsOf,
  EMPTY_CAPS,
} from './caps.ts';
import { fixateValue, intersectValues, isValueFixed, isValueSubset } from './compare-values.ts';
import { areFeaturesSubset, intersectFeatures } from './features.ts';

/**
 * What both caps allow. The order of preference is GStreamer's: `zig-zag` weighs both sides,
 * `first` keeps the order of `a`.
 */
export function intersectCaps(a: Caps, b: Caps, mode: 'zig-zag' | 'first' = 'zig-zag'): Caps {
  if (a.kind === 'empty' || b.kind === 'empty') return EMPTY_CAPS;
  if (a.kind === 'any') return b;
  if (b.kind === 'any') return a;
  const found: CapsStructure[] = [];
  const meet = (left: CapsStructure | undefined, right: CapsStructure | undefined) => {
    const meeting = left && right && intersectStructures(left, right);
    if (meeting !== undefined) mergeStructure(found, meeting);
  };
  if (mode === 'first') {
    for (const left of a.structures) for (const right of b.structures) meet(left, right);
    return capsOf(found);
  }
  for (let sum = 0; sum < a.structures.length + b.structures.length - 1; sum++) {
    for (let index = Math.min(sum, a.structures.length - 1); index >= 0; index--) {
      meet(a.structures[index], b.structures[sum - index]);
    }
  }
  return capsOf(found);
}

/** Whether both caps allow something in common: whether pads with them can be linked. */
export function canIntersect(a: Caps, b: Caps): boolean {
  if (a.kind === 'empty' || b.kind === 'empty') return false;
  if (a.kind === 'any' || b.kind === 'any') return true;
  return a.structures.some((left) =>
    b.structures.some((right) => intersectStructures(left, right) !== undefined),
  );
}

/** What both structures allow; a field that only one has is kept. Undefined when they can't meet. */
export function intersectStructures(a: CapsStructure, b: CapsStructure): CapsStructure | undefined {
  if (a.name !== b.name) return undefined;
  const features = intersectFeatures(a.features, b.features);
  if (features === undefined) return undefined;
  const fields = new Map<string, CapsValue>(a.fields);
  for (const [name, value] of b.fields) {
    const other = a.fields.get(name);
    const meeting = other === undefined ? value : intersectValues(other, value);
    if (meeting === undefined) return undefined;
    fields.set(name, meeting);
  }
  return { name: a.name, features, fields };
}

/** Whether each structure of `subset` is inside one of `superset`. */
export function isSubset(subset: Caps, superset: Caps): boolean {
  if (subset.kind === 'empty' || superset.kind === 'any') return true;
  if (subset.kind === 'any' || superset.kind === 'empty') return false;
  return subset.structures.every((inner) =>
    superset.structures.some((outer) => isStructureSubset(inner, outer)),
  );
}

/** Whether all that `a` allows is allowed by `b`. A field that is not there allows everything. */
export function isStructureSubset(a: CapsStructure, b: CapsStructure): boolean {
  if (a.name !== b.name || !areFeaturesSubset(a.features, b.features)) return false;
  for (const [name, outer] of b.fields) {
    const inner = a.fields.get(name);
    if (inner === undefined || !isValueSubset(inner, outer)) return false;
  }
  return true;
}

/** Whether both caps allow the same. */
export function areCapsEqual(a: Caps, b: Caps): boolean {
  return isSubset(a, b) && isSubset(b, a);
}

/** What either allows, without structures that another one contains. */
export function uniteCaps(a: Caps, b: Caps): Caps {
  if (a.kind === 'any' || b.kind === 'any') return ANY_CAPS;
  const found: CapsStructure[] = [];
  for (const caps of [a, b]) {
    if (caps.kind === 'empty') continue;
    for (const structure of caps.structures) mergeStructure(found, structure);
  }
  return capsOf(found);
}

/** The same caps without structures that another one contains. */
export function simplifyCaps(caps: Caps): Caps {
  if (caps.kind !== 'structures') return caps;
  return capsOf(
    caps.structures.filter(
      (structure, index) =>
        !caps.structures.some((other, otherIndex) => {
          if (otherIndex === index || !isStructureSubset(structure, other)) return false;
          // Of equal ones, the first stays.
          return otherIndex < index || !isStructureSubset(other, structure);
        }),
    ),
  );
}

/** Whether the caps leave no choice: one structure, one memory, only fixed values. */
export function isFixed(caps: Caps): boolean {
  const [structure, ...others] = caps.kind === 'structures' ? caps.structures : [];
  if (structure === undefined || others.length > 0 || structure.features === 'any') return false;
  return [...structure.fields.values()].every(isValueFixed);
}

/** The caps' first choice, its ranges and lists fixed as GStreamer does; undefined when there is none. */
export function fixateCaps(caps: Caps): Caps | undefined {
  const structure = caps.kind === 'structures' ? caps.structures[0] : undefined;
  if (structure === undefined) return undefined;
  const fields = new Map<string, CapsValue>();
  for (const [name, value] of structure.fields) {
    const fixed = fixateValue(value);
    if (fixed === undefined) return undefined;
    fields.set(name, fixed);
  }
  const features = structure.features === 'any' ? [] : structure.features;
  return capsOf([{ name: structure.name, features, fields }]);
}

/** Appends a structure unless one that is there contains it. */
function mergeStructure(structures: CapsStructure[], structure: CapsStructure): void {
  if (!structures.some((other) => isStructureSubset(structure, other))) structures.push(structure);
}
