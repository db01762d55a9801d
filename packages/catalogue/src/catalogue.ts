/** What a target offers: lookup, search and suggestions over the shipped facts. */
import type { ElementFactory, PadTemplate, Platform, PropertySpec } from './element-factory.ts';
import { nearestNames } from './nearest.ts';
import { findPadTemplate } from './pad-names.ts';
import { type PropertyRole, propertyRole } from './property-files.ts';
import { rankFactories } from './search.ts';
import { type StoredElement, snapshotEntries, snapshotFactory } from './snapshot.ts';
import {
  factoryInVersion,
  historyOfProperty,
  removedProperties,
} from './versions/factory-in-version.ts';
import { elementHistory, historyWords } from './versions/version-data.ts';
import { presenceIn, type VersionSpan } from './versions/version-span.ts';

/** The same shape as a pipeline document's `target`. */
export interface CatalogueTarget {
  readonly platform: Platform;
  readonly deepstream: string;
  readonly streammux: 'legacy' | 'new';
}

export interface Catalogue {
  readonly target: CatalogueTarget;
  /** Whether a machine's whole registry was merged: then what is not listed can't be made there. */
  readonly knowsRegistry: boolean;
  factory(name: string): ElementFactory | undefined;
  /** Names of all, in no order: cheap, where `factories` reads the facts of each. */
  factoryNames(): readonly string[];
  /** Every factory, also those of other platforms (see `isOnPlatform`), sorted by name. */
  factories(): readonly ElementFactory[];
  /** What only other DeepStream versions have, marked so, sorted by name. */
  factoriesElsewhere(): readonly ElementFactory[];
  /** Ranked by name, then words of long name, category and class; empty text finds all. */
  search(text: string): ElementFactory[];
  /** Factory names that a mistyped one may have meant, best first. */
  nearest(name: string): string[];
  property(factory: string, name: string): PropertySpec | undefined;
  /** Names of the factory's properties that a mistyped one may have meant, best first. */
  nearestProperty(factory: string, name: string): string[];
  /** The template of a concrete (`sink_3`) or pattern (`sink_%u`) pad name. */
  padTemplateFor(factory: string, padName: string): PadTemplate | undefined;
  propertyRole(factory: string, property: string, value?: unknown): PropertyRole;
  /**
   * When an element, or a property of one, came or went that the target's version lacks but another
   * version has; undefined when the target's has it, or none is known to.
   */
  otherVersions(factory: string, property?: string): VersionSpan | undefined;
}

/** Whether the factory exists on the platform at all. */
export function isOnPlatform(factory: ElementFactory, platform: Platform): boolean {
  return factory.platforms.includes(platform);
}

/** Why an element is none for a target, e.g. `only on jetson`; undefined when it is one. */
export function whyNotInTarget(
  factory: ElementFactory,
  { platform }: CatalogueTarget,
): string | undefined {
  if (factory.isNotInTarget) return factory.history && historyWords(factory.history);
  return isOnPlatform(factory, platform) ? undefined : `only on ${factory.platforms.join(', ')}`;
}

/** Gives the factory of a name; the whole difference between catalogues. */
export interface FactorySource {
  readonly isRegistry: boolean;
  names(): readonly string[];
  factory(name: string): ElementFactory | undefined;
}

/** A catalogue over a source of factories; every answer is made once and kept. */
export class IndexedCatalogue implements Catalogue {
  readonly target: CatalogueTarget;
  readonly source: FactorySource;
  #factories: readonly ElementFactory[] | undefined;
  #elsewhere: readonly ElementFactory[] | undefined;
  readonly #properties = new WeakMap<ElementFactory, Map<string, PropertySpec>>();
  readonly #padTemplates = new WeakMap<ElementFactory, Map<string, PadTemplate | undefined>>();

  constructor(target: CatalogueTarget, source: FactorySource) {
    this.target = target;
    this.source = source;
  }

  get knowsRegistry(): boolean {
    return this.source.isRegistry;
  }

  factory(name: string): ElementFactory | undefined {
    return this.source.factory(name);
  }

  factoryNames(): readonly string[] {
    return this.source.names();
  }

  factories(): readonly ElementFactory[] {
    this.#factories ??= this.source
      .names()
      .toSorted()
      .flatMap((name) => this.source.factory(name) ?? []);
    return this.#factories;
  }

  factoriesElsewhere(): readonly ElementFactory[] {
    this.#elsewhere ??= [...offeredIds(this.target).keys()].toSorted().flatMap((name) => {
      const history = this.factory(name) ? undefined : this.otherVersions(name);
      const factory = history && anyVersionFactory(this.target, name);
      return factory ? [{ ...factory, history, isNotInTarget: true as const }] : [];
    });
    return this.#elsewhere;
  }

  search(text: string): ElementFactory[] {
    return rankFactories(this.factories(), text);
  }

  nearest(name: string): string[] {
    return nearestNames(name, this.source.names());
  }

  property(factoryName: string, name: string): PropertySpec | undefined {
    const factory = this.factory(factoryName);
    if (!factory) return undefined;
    let properties = this.#properties.get(factory);
    if (!properties) {
      properties = new Map(factory.properties.map((property) => [property.name, property]));
      this.#properties.set(factory, properties);
    }
    return properties.get(name);
  }

  nearestProperty(factoryName: string, name: string): string[] {
    const properties = this.factory(factoryName)?.properties ?? [];
    return nearestNames(
      name,
      properties.filter((property) => property.writable).map((property) => property.name),
    );
  }

  padTemplateFor(factoryName: string, padName: string): PadTemplate | undefined {
    const factory = this.factory(factoryName);
    if (!factory) return undefined;
    let templates = this.#padTemplates.get(factory);
    if (!templates) {
      templates = new Map();
      this.#padTemplates.set(factory, templates);
    }
    if (templates.has(padName)) return templates.get(padName);
    const template = findPadTemplate(factory.pads, padName);
    templates.set(padName, template);
    return template;
  }

  propertyRole(factory: string, property: string, value?: unknown): PropertyRole {
    return propertyRole(factory, property, value);
  }

  otherVersions(factory: string, property?: string): VersionSpan | undefined {
    return otherVersions(this.target, factory, property);
  }
}

function otherVersions(
  target: CatalogueTarget,
  name: string,
  propertyName: string | undefined,
): VersionSpan | undefined {
  const base = anyVersionFactory(target, name);
  if (!base) return undefined;
  const absentIn = (span: VersionSpan | undefined) =>
    span && presenceIn(span, target.deepstream) === 'absent' ? span : undefined;
  const history = absentIn(elementHistory(base.id));
  if (history || propertyName === undefined) return history;
  const property = [...base.properties, ...removedProperties(base.id)].find(
    (candidate) => candidate.name === propertyName,
  );
  return property && absentIn(historyOfProperty(base, property));
}

/** The facts of an element in whatever version has it, for the target's nvstreammux. */
export function anyVersionFactory(
  target: CatalogueTarget,
  name: string,
): ElementFactory | undefined {
  const id = offeredIds(target).get(name);
  return id === undefined ? undefined : snapshotFactory(id);
}

const snapshots = new Map<string, Catalogue>();

/** The shipped facts for a target. Calls with equal targets give the same catalogue. */
export function catalogueFor(target: CatalogueTarget): Catalogue {
  const key = `${target.platform} ${target.deepstream} ${target.streammux}`;
  let catalogue = snapshots.get(key);
  if (!catalogue) {
    catalogue = new IndexedCatalogue(target, snapshotSource(target));
    snapshots.set(key, catalogue);
  }
  return catalogue;
}

/** Names of every element of any version, platform and nvstreammux: what to ask a registry for. */
export function knownFactoryNames(): string[] {
  return [
    ...new Set(
      snapshotEntries()
        .filter(isVerified)
        .map((entry) => entry.name),
    ),
  ];
}

/** Whether the shipped facts know the name, of whatever version, platform and nvstreammux. */
export function isKnownFactory(name: string): boolean {
  return (
    offeredIds({ streammux: 'legacy' }).has(name) || offeredIds({ streammux: 'new' }).has(name)
  );
}

function snapshotSource(target: CatalogueTarget): FactorySource {
  const ids = new Map(
    [...offeredIds(target)].filter(([, id]) => {
      const history = elementHistory(id);
      return !history || presenceIn(history, target.deepstream) !== 'absent';
    }),
  );
  const factories = new Map<string, ElementFactory | undefined>();
  return {
    isRegistry: false,
    names: () => [...ids.keys()],
    factory: (name) => {
      const id = ids.get(name);
      if (id === undefined) return undefined;
      let factory = factories.get(name);
      if (!factory) {
        const base = snapshotFactory(id);
        factory = base && factoryInVersion(base, target.deepstream);
        factories.set(name, factory);
      }
      return factory;
    },
  };
}

const idsByMux = new Map<CatalogueTarget['streammux'], ReadonlyMap<string, string>>();

/** Ids by factory name, of any version. */
function offeredIds({
  streammux,
}: Pick<CatalogueTarget, 'streammux'>): ReadonlyMap<string, string> {
  let ids = idsByMux.get(streammux);
  if (!ids) {
    ids = new Map(
      snapshotEntries()
        .filter((entry) => isVerified(entry) && isOfMux(entry, streammux))
        .map((entry) => [entry.name, entry.id]),
    );
    idsByMux.set(streammux, ids);
  }
  return ids;
}

/** Of which at least the name is more than hearsay. */
function isVerified(entry: StoredElement): boolean {
  return entry.status !== 'unverified';
}

function isOfMux(entry: StoredElement, streammux: CatalogueTarget['streammux']): boolean {
  if (entry.variant === 'legacy' || entry.variant === 'new') return entry.variant === streammux;
  return entry.variant === undefined;
}
