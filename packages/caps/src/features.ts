/** Caps features: where a buffer's memory is and what comes with it. */
import type { Caps, CapsFeatures } from './caps.ts';

export const SYSTEM_MEMORY = 'memory:SystemMemory';
export const NVMM_MEMORY = 'memory:NVMM';

/** Features in the one form in which equal ones are equal: sorted, system memory left out when alone. */
export function makeFeatures(names: Iterable<string>): CapsFeatures {
  const sorted = [...new Set(names)].sort();
  return sorted.length === 1 && sorted[0] === SYSTEM_MEMORY ? [] : sorted;
}

/** Whether two structures' features are the same set; `any` is the same as `any` only. */
export function areFeaturesEqual(a: CapsFeatures, b: CapsFeatures): boolean {
  if (a === 'any' || b === 'any') return a === b;
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** What both allow; undefined when they can't meet. Features never mix: sets must be equal. */
export function intersectFeatures(a: CapsFeatures, b: CapsFeatures): CapsFeatures | undefined {
  if (a === 'any') return b;
  if (b === 'any' || areFeaturesEqual(a, b)) return a;
  return undefined;
}

/** Whether every buffer with the features of `a` is allowed by those of `b`. */
export function areFeaturesSubset(a: CapsFeatures, b: CapsFeatures): boolean {
  return b === 'any' || areFeaturesEqual(a, b);
}

/** For people: `memory:NVMM`, or `memory:SystemMemory` when there are none. */
export function describeFeatures(features: CapsFeatures): string {
  if (features === 'any') return 'any memory';
  return features.length === 0 ? SYSTEM_MEMORY : features.join(', ');
}

/** Whether some structure of the caps has the feature, or any. */
export function hasFeature(caps: Caps, feature: string): boolean {
  if (caps.kind !== 'structures') return caps.kind === 'any';
  return caps.structures.some(({ features }) => {
    if (features === 'any') return true;
    return features.length === 0 ? feature === SYSTEM_MEMORY : features.includes(feature);
  });
}

/** The different features of the caps' structures, in their order. */
export function capsFeatures(caps: Caps): CapsFeatures[] {
  if (caps.kind === 'any') return ['any'];
  if (caps.kind === 'empty') return [];
  const found: CapsFeatures[] = [];
  for (const { features } of caps.structures) {
    if (!found.some((other) => areFeaturesEqual(other, features))) found.push(features);
  }
  return found;
}
