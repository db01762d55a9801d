/** What changed between DeepStream versions: the shipped facts are those of the current one. */
import data from '../../data/deepstream-versions.json' with { type: 'json' };
import type { StoredElement, StoredProperty } from '../snapshot.ts';
import { compareVersions } from './compare-versions.ts';
import { spanWords, type VersionSpan } from './version-span.ts';

/** A release, with the system it is made for. */
export interface DeepStreamVersion {
  readonly version: string;
  /** Of the Ubuntu release it is made for, e.g. `1.24`. */
  readonly gstreamer: string;
  readonly ubuntu: string;
}

/** Facts of a property that were others up to a version. */
export interface EarlierFacts extends Partial<StoredProperty> {
  readonly until: string;
}

/** `[after, since]` or `[after, since, confidence]`. */
type Step = readonly [string | null, string, ('medium' | 'low')?];
type Table<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

interface Removed {
  readonly last: string;
  readonly gone: string;
  readonly confidence?: 'medium' | 'low';
}

interface VersionData {
  readonly current: string;
  readonly versions: readonly DeepStreamVersion[];
  readonly elements: Readonly<Record<string, Step>>;
  readonly deprecated: Readonly<Record<string, string>>;
  readonly properties: Table<Step>;
  readonly earlier: Table<readonly EarlierFacts[]>;
  readonly removedElements: readonly (Removed & { readonly element: StoredElement })[];
  readonly removedProperties: Readonly<
    Record<string, readonly (Removed & { readonly property: StoredProperty })[]>
  >;
  readonly keys: Table<Step>;
  readonly removedKeys: Table<readonly [last: string, gone: string]>;
}

/** TypeScript's inferred type of the JSON is too wide to check; a test checks the values. */
export const versionData = data as unknown as VersionData;

/** Every version that facts are known of, oldest first. */
export const deepStreamVersions: readonly DeepStreamVersion[] = versionData.versions;

/** The version that the shipped facts are of. */
export const currentDeepStream: string = versionData.current;

const versionNames = deepStreamVersions.map(({ version }) => version);

/** In words when something came and went, e.g. `since DeepStream 7.0`. */
export function historyWords(span: VersionSpan): string {
  return spanWords(span, versionNames);
}

/** Newest version of which something is known to be there. */
export function versionWith(span: VersionSpan): string | undefined {
  return span.last ?? span.since;
}

/** When an element (by id) came or went; undefined when it has always been there. */
export function elementHistory(id: string): VersionSpan | undefined {
  const removed = versionData.removedElements.find(({ element }) => element.id === id);
  return removed ? removedSpan(removed) : stepSpan(own(versionData.elements, id));
}

/** When a property of an element (by id) came or went. */
export function propertyHistory(id: string, property: string): VersionSpan | undefined {
  const step = own(own(versionData.properties, id) ?? {}, property);
  if (step) return stepSpan(step);
  const removed = own(versionData.removedProperties, id)?.find(
    (candidate) => candidate.property.name === property,
  );
  return removed && removedSpan(removed);
}

/** When a key of a kind of config file came or went; undefined: nothing is known of that. */
export function configKeyHistory(kind: string, key: string): VersionSpan | undefined {
  const step = own(own(versionData.keys, kind) ?? {}, key);
  if (step) return stepSpan(step);
  const removed = own(own(versionData.removedKeys, kind) ?? {}, key);
  return removed && { last: removed[0], gone: removed[1] };
}

/** What came with a GStreamer version, by the DeepStream versions on systems that have it. */
export function gstreamerHistory(gstreamer: string): VersionSpan | undefined {
  const index = deepStreamVersions.findIndex(
    (version) => compareVersions(version.gstreamer, gstreamer) >= 0,
  );
  const [before, first] = [deepStreamVersions[index - 1], deepStreamVersions[index]];
  return first && before && { after: before.version, since: first.version };
}

/** The facts that hold in a version instead of the current ones. */
export function earlierFacts(
  id: string,
  property: string,
  version: string,
): EarlierFacts | undefined {
  return own(own(versionData.earlier, id) ?? {}, property)?.find(
    ({ until }) => compareVersions(version, until) <= 0,
  );
}

export function removedSpan({ last, gone, confidence }: Removed): VersionSpan {
  return { last, gone, ...(confidence ? { confidence } : {}) };
}

function stepSpan(step: Step | undefined): VersionSpan | undefined {
  if (!step) return undefined;
  const [after, since, confidence] = step;
  return { ...(after ? { after } : {}), since, ...(confidence ? { confidence } : {}) };
}

/** Names come from documents: `constructor` is no key of ours. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
