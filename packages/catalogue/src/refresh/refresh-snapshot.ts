/** The data file of DeepStream's elements, brought to what an SDK's registry says. */
import type { PropertySpec } from '../element-factory.ts';
import { type LiveFactory, liveFactories, padOfLive, propertyOfLive } from '../live-registry.ts';
import type { StoredCatalogue, StoredElement, StoredPad, StoredProperty } from '../snapshot.ts';
import { addedProperty, refreshProperty } from './refresh-property.ts';

export interface RefreshedSnapshot {
  readonly catalogue: StoredCatalogue;
  /** A line for everything that changed, and for what now needs words of ours. */
  readonly changes: readonly string[];
}

/**
 * `registry` is an InspectResult as JSON. Elements that it has not stay as they are: another
 * machine may have them. Throws a TypeError when it is no registry.
 */
export function refreshSnapshot(stored: StoredCatalogue, registry: unknown): RefreshedSnapshot {
  const live = new Map(liveFactories(registry).map((factory) => [factory.name, factory]));
  const changes: string[] = [];
  const elements = stored.elements.map((element) => {
    const own = live.get(element.name);
    if (!own || !isImplementation(stored, element, own)) return element;
    return refreshElement(stored, element, own, changes);
  });
  return { catalogue: { ...stored, elements }, changes };
}

/** Several entries may share a factory name; a registry has one of them. */
function isImplementation(
  { elements, inherited }: StoredCatalogue,
  element: StoredElement,
  live: LiveFactory,
): boolean {
  const own = new Set((live.properties ?? []).map(({ name }) => name));
  const overlap = ({ properties }: StoredElement): number => {
    const names = properties.map((property) => nameOf(property, inherited));
    return names.filter((name) => own.has(name)).length / Math.max(1, names.length);
  };
  return elements
    .filter(({ name, id }) => name === element.name && id !== element.id)
    .every((other) => overlap(element) > overlap(other));
}

function refreshElement(
  { inherited }: StoredCatalogue,
  element: StoredElement,
  live: LiveFactory,
  changes: string[],
): StoredElement {
  const report = (text: string): void => {
    changes.push(`${element.id}: ${text}`);
  };
  const properties = refreshProperties(element, inherited, live, report);
  const pads = refreshPads(element, live, report);
  const { confidence: _doubt, ...head } = element;
  return {
    ...head,
    longName: live.longName ?? element.longName,
    klass: live.klass ?? element.klass,
    ...(live.plugin ? { plugin: live.plugin } : {}),
    pads,
    properties,
  };
}

type Inherited = StoredCatalogue['inherited'];

function refreshProperties(
  element: StoredElement,
  inherited: Inherited,
  live: LiveFactory,
  report: (text: string) => void,
): (string | StoredProperty)[] {
  const own = new Map(
    (live.properties ?? []).map((property) => [property.name ?? '', propertyOfLive(property)]),
  );
  const properties = element.properties.flatMap((entry) => {
    const name = nameOf(entry, inherited);
    const registered = own.get(name);
    own.delete(name);
    return registered
      ? [refreshEntry(entry, registered, inherited, report)]
      : withoutRegistered(entry, name, report);
  });
  for (const property of own.values()) {
    report(`property '${property.name}' is new: write its summary`);
    properties.push(addedProperty(property));
  }
  return properties;
}

/** A base class property stays shared as long as the element changes nothing about it. */
function refreshEntry(
  entry: string | StoredProperty,
  registered: PropertySpec,
  inherited: Inherited,
  report: (text: string) => void,
): string | StoredProperty {
  const before = typeof entry === 'string' ? inherited[entry] : entry;
  if (!before) return entry;
  const after = refreshProperty(before, registered);
  const changed = changedFields(before, after);
  if (changed.length === 0) return entry;
  report(`property '${before.name}': ${changed.join(', ')}`);
  return after;
}

/** What only another platform has can't be in this machine's registry. */
function withoutRegistered(
  entry: string | StoredProperty,
  name: string,
  report: (text: string) => void,
): (string | StoredProperty)[] {
  const isOfPlatform = typeof entry !== 'string' && entry.platform !== undefined;
  if (isOfPlatform) return [entry];
  report(`property '${name}' is gone`);
  return [];
}

function changedFields(before: StoredProperty, after: StoredProperty): string[] {
  const keys = [
    'type',
    'default',
    'declaredDefault',
    'min',
    'max',
    'enum',
    'readable',
    'writable',
    'mutable',
    'mutableDeclared',
    'deprecated',
  ] as const;
  return keys.flatMap((key) => {
    const [old, now] = [JSON.stringify(before[key] ?? null), JSON.stringify(after[key] ?? null)];
    return old === now ? [] : [`${key} ${old} became ${now}`];
  });
}

function refreshPads(
  element: StoredElement,
  live: LiveFactory,
  report: (text: string) => void,
): readonly StoredPad[] {
  const own = (live.pads ?? []).map(padOfLive);
  if (own.length === 0) return element.pads;
  const isPad =
    (a: { name: string; direction: string }) => (b: { name: string; direction: string }) =>
      a.name === b.name && a.direction === b.direction;
  for (const pad of element.pads) {
    if (!own.some(isPad(pad))) report(`pad '${pad.name}' is gone`);
  }
  return own.map(({ name, direction, presence, caps }) => {
    const before = element.pads.find(isPad({ name, direction }));
    if (!before) report(`pad '${name}' is new`);
    else if (before.caps !== caps || before.presence !== presence)
      report(`pad '${name}': caps or presence changed`);
    const { confidence: _doubt, ...kept } = before ?? {};
    return { ...kept, name, direction, presence, caps };
  });
}

function nameOf(property: string | StoredProperty, inherited: Inherited): string {
  return typeof property === 'string' ? (inherited[property]?.name ?? property) : property.name;
}
