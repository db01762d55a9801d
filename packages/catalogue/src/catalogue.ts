/** What a target offers: lookup, search and suggestions over the shipped facts. */
import type { ElementFactory, PadTemplate, Platform, PropertySpec } from './element-factory.ts';
import { nearestNames } from './nearest.ts';
import { findPadTemplate } from './pad-names.ts';
import { type PropertyRole, propertyRole } from './property-files.ts';
import { rankFactories } from './search.ts';
import { type StoredElement, snapshotEntries, snapshotFactory } from './snapshot.ts';

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
  /** Every factory, also those of other platforms (see `isOnPlatform`), sorted by name. */
  factories(): readonly ElementFactory[];
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
}

/** Whether the factory exists on the platform at all. */
export function isOnPlatform(factory: ElementFactory, platform: Platform): boolean {
  return factory.platforms.includes(platform);
}

/** Gives the factory of a name; the whole difference between catalogues. */
export interface FactorySource {
  readonly isRegistry: boolean;
  names(): string[];
  factory(name: string): ElementFactory | undefined;
}

/** A catalogue over a source of factories; every answer is made once and kept. */
export class IndexedCatalogue implements Catalogue {
  readonly target: CatalogueTarget;
  readonly source: FactorySource;
  #factories: readonly ElementFactory[] | undefined;
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

  factories(): readonly ElementFactory[] {
    this.#factories ??= this.source
      .names()
      .sort()
      .flatMap((name) => this.source.factory(name) ?? []);
    return this.#factories;
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

function snapshotSource(target: CatalogueTarget): FactorySource {
  const ids = new Map<string, string>();
  for (const entry of snapshotEntries()) {
    if (isOffered(entry, target)) ids.set(entry.name, entry.id);
  }
  return {
    isRegistry: false,
    names: () => [...ids.keys()],
    factory: (name) => {
      const id = ids.get(name);
      return id === undefined ? undefined : snapshotFactory(id);
    },
  };
}

/** Unverified entries, and those of a later release than 9.1, are no elements one can count on. */
function isOffered(entry: StoredElement, target: CatalogueTarget): boolean {
  if (entry.status === 'unverified' || entry.status?.startsWith('new in')) return false;
  if (entry.variant === 'legacy' || entry.variant === 'new') {
    return entry.variant === target.streammux;
  }
  return entry.variant === undefined;
}
