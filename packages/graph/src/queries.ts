/** Questions about a document's graph. */
import type { Link, PipelineDocument } from './document.ts';

/** A new document without elements. */
export function emptyDocument(name: string): PipelineDocument {
  return {
    formatVersion: 1,
    name,
    target: { platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' },
    parameters: {},
    elements: {},
    links: [],
    files: {},
    rules: {},
  };
}

/** Links that start at the element, in the document's order. */
export function linksFrom(document: PipelineDocument, element: string): Link[] {
  return document.links.filter((link) => link.from.element === element);
}

/** Links that end at the element, in the document's order. */
export function linksTo(document: PipelineDocument, element: string): Link[] {
  return document.links.filter((link) => link.to.element === element);
}

/** All elements whose data reaches this one, nearest first; itself only when in a cycle. */
export function upstreamOf(document: PipelineDocument, element: string): string[] {
  return reachable(neighbours(document, 'to', 'from'), element);
}

/** All elements that this one's data reaches, nearest first; itself only when in a cycle. */
export function downstreamOf(document: PipelineDocument, element: string): string[] {
  return reachable(neighbours(document, 'from', 'to'), element);
}

export interface TopologicalOrder {
  /** Every element: sources before what they feed, else in the document's order. */
  readonly order: readonly string[];
  /** Elements along one cycle, in the direction of the data; absent when there is none. */
  readonly cycle?: readonly string[];
}

/** Orders elements along the data. Those in or behind a cycle come last, in the document's order. */
export function topologicalOrder(document: PipelineDocument): TopologicalOrder {
  const next = neighbours(document, 'from', 'to');
  const numInputs = new Map(Object.keys(document.elements).map((name) => [name, 0]));
  for (const targets of next.values()) {
    for (const target of targets) numInputs.set(target, (numInputs.get(target) ?? 0) + 1);
  }
  const order = [...numInputs].filter(([, count]) => count === 0).map(([name]) => name);
  for (let index = 0; index < order.length; index++) {
    for (const target of next.get(order[index] ?? '') ?? []) {
      const left = (numInputs.get(target) ?? 0) - 1;
      numInputs.set(target, left);
      if (left === 0) order.push(target);
    }
  }
  const ordered = new Set(order);
  const rest = [...numInputs.keys()].filter((name) => !ordered.has(name));
  if (rest.length === 0) return { order };
  return {
    order: [...order, ...rest],
    cycle: findCycle(neighbours(document, 'to', 'from'), rest),
  };
}

/** Walking against the data inside what could not be ordered always runs into a cycle. */
function findCycle(previous: Map<string, Set<string>>, unordered: readonly string[]): string[] {
  const inside = new Set(unordered);
  const path: string[] = [];
  let current = unordered[0];
  while (current !== undefined && !path.includes(current)) {
    path.push(current);
    current = [...(previous.get(current) ?? [])].find((name) => inside.has(name));
  }
  return path.slice(current === undefined ? 0 : path.indexOf(current)).reverse();
}

type End = 'from' | 'to';

function neighbours(document: PipelineDocument, near: End, far: End): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>();
  for (const link of document.links) {
    const set = map.get(link[near].element) ?? new Set();
    map.set(link[near].element, set.add(link[far].element));
  }
  return map;
}

function reachable(next: Map<string, Set<string>>, start: string): string[] {
  const found = new Set<string>();
  const queue = [start];
  for (let index = 0; index < queue.length; index++) {
    for (const name of next.get(queue[index] ?? '') ?? []) {
      if (found.has(name)) continue;
      found.add(name);
      queue.push(name);
    }
  }
  return [...found];
}
