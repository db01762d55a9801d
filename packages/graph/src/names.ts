/** Names: what is allowed, what is free, what was probably meant. */
import type { PipelineDocument } from './document.ts';

// Names start with a letter or underscore: a name of digits only would lose its place in the order.
const ELEMENT_NAME = /^[\p{L}_](?:[\p{L}\p{N}_:.-]*[\p{L}\p{N}_:-])?$/u;
const PARAMETER_NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const PAD_NAME = /^[A-Za-z_](?:[A-Za-z0-9_-]|%[uds])*$/;
const PROPERTY_NAME = /^[A-Za-z_][A-Za-z0-9_:-]*$/;
const RULE_ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Why a name can't be used, in words; undefined when it can. */
export type NameProblem = string | undefined;

// Records are plain objects, where this one name is special.
function isReserved(name: string): boolean {
  return name === '__proto__';
}

export function elementNameProblem(name: string): NameProblem {
  if (name === '') return 'an element needs a name';
  if (ELEMENT_NAME.test(name) && !isReserved(name)) return undefined;
  return `"${name}" can't be an element's name: use letters, digits, "_", "-", "." and ":", starting with a letter and not ending in "."`;
}

export function parameterNameProblem(name: string): NameProblem {
  if (PARAMETER_NAME.test(name) && !isReserved(name)) return undefined;
  return `"${name}" can't be a parameter's name: use letters, digits, "_" and "-", starting with a letter`;
}

export function padNameProblem(name: string): NameProblem {
  if (PAD_NAME.test(name) && !isReserved(name)) return undefined;
  return `"${name}" can't be a pad's name: write the pad's own name (sink_0) or its template's (sink_%u)`;
}

export function propertyNameProblem(name: string): NameProblem {
  if (PROPERTY_NAME.test(name) && !isReserved(name)) return undefined;
  return `"${name}" can't be a property's name: use letters, digits, "-" and "_", starting with a letter`;
}

export function ruleIdProblem(id: string): NameProblem {
  if (RULE_ID.test(id)) return undefined;
  return `"${id}" can't be a rule: write its id, small letters, digits and "-", such as sink-async`;
}

/** Owned files are written into one folder: their names are relative and stay inside it. */
export function fileNameProblem(name: string): NameProblem {
  const isInside = name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (isInside && !/[\\\p{Cc}]/u.test(name) && !isReserved(name)) return undefined;
  return `"${name}" can't be a file's name: write a relative name such as detector.txt, with "/" for folders and without ".."`;
}

/** A free name for a new element, counted as GStreamer does: `nvinfer0`, `nvinfer1`, ... */
export function uniqueElementName(document: PipelineDocument, factory: string): string {
  const base = elementNameProblem(factory) === undefined ? factory : 'element';
  for (let number = 0; ; number++) {
    const name = `${base}${number}`;
    if (!Object.hasOwn(document.elements, name)) return name;
  }
}

/** The most alike of `candidates`, when it is alike enough to have been meant. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  // In a name of one letter, one letter is everything.
  let bestDistance = (name.length < 2 ? 0 : Math.max(1, Math.floor(name.length / 3))) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Letters to change, add, remove or swap with the next; `limit` or more is returned as `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const removeOrAdd = Math.min(previous[j] ?? 0, current[j - 1] ?? 0) + 1;
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && i > 1 && j > 1;
      const swap = isSwap ? (beforePrevious[j - 2] ?? 0) + 1 : limit;
      current.push(Math.min(change, removeOrAdd, swap));
    }
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(previous[b.length] ?? limit, limit);
}
