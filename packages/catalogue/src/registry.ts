/**
 * A machine's own registry (the protobuf JSON of `pipewright.runner.InspectResult`) over the
 * shipped facts: what the machine says of itself wins.
 */
import {
  anyVersionFactory,
  type Catalogue,
  type FactorySource,
  IndexedCatalogue,
  isKnownFactory,
} from './catalogue.ts';
import type {
  ElementFactory,
  ExactNumber,
  PadTemplate,
  PropertySpec,
  PropertyType,
} from './element-factory.ts';
import {
  factoryOfLive,
  type LiveFactory,
  type LiveProperty,
  liveFactories,
  padOfLive,
  propertyOfLive,
} from './live-registry.ts';
import { liveDifferences } from './registry-differences.ts';
import { snapshotEntries, snapshotFactory } from './snapshot.ts';

/**
 * The catalogue with `installed` known for every factory. `registry` is an InspectResult as JSON,
 * or an object with its `factories`; throws a TypeError when it is neither.
 */
export function mergeRegistry(catalogue: Catalogue, registry: unknown): Catalogue {
  const live = new Map<string, LiveFactory>();
  for (const factory of liveFactories(registry)) {
    if (factory.name) live.set(factory.name, factory);
  }
  return new IndexedCatalogue(catalogue.target, mergedSource(catalogue, live));
}

function mergedSource(catalogue: Catalogue, live: ReadonlyMap<string, LiveFactory>): FactorySource {
  const merged = new Map<string, ElementFactory | undefined>();
  const names = new Set([...catalogue.factoryNames(), ...live.keys()]);
  return {
    // Who asks only for what the shipped facts know learns nothing about other names.
    isRegistry: [...live.keys()].some((name) => !isKnownFactory(name)),
    names: () => [...names],
    factory: (name) => {
      if (!merged.has(name)) {
        merged.set(name, mergeFactory(catalogue, name, live.get(name)));
      }
      return merged.get(name);
    },
  };
}

function mergeFactory(
  catalogue: Catalogue,
  name: string,
  live: LiveFactory | undefined,
): ElementFactory | undefined {
  const shipped = catalogue.factory(name);
  if (!live) return shipped && { ...shipped, installed: false };
  const known = shipped ?? ofAnotherVersion(catalogue, name);
  if (!known) return factoryOfLive(live);
  // The registry shows one implementation; facts about another must not come from it.
  if (!isThisVariant(known, live)) return { ...known, installed: true };
  const pads = (live.pads ?? []).map(padOfLive);
  const properties = mergeProperties(catalogue, known, live);
  return {
    ...known,
    installed: true,
    ...(live.plugin ? { plugin: live.plugin } : {}),
    pads: pads.length > 0 ? mergePads(known.pads, pads) : known.pads,
    properties,
    differences: liveDifferences(known, pads, properties, catalogue.target),
  };
}

/** The machine's DeepStream is not the one that the pipeline is for. */
function ofAnotherVersion(catalogue: Catalogue, name: string): ElementFactory | undefined {
  const history = catalogue.otherVersions(name);
  const factory = history && anyVersionFactory(catalogue.target, name);
  return factory && { ...factory, history, isNotInTarget: true };
}

function mergeProperties(
  catalogue: Catalogue,
  known: ElementFactory,
  live: LiveFactory,
): PropertySpec[] {
  const liveProperties = new Map<string, LiveProperty>();
  for (const property of live.properties ?? []) {
    if (property.name) liveProperties.set(property.name, property);
  }
  const properties: PropertySpec[] = known.properties.map((property) => {
    const own = liveProperties.get(property.name);
    liveProperties.delete(property.name);
    return own ? mergeProperty(property, own) : { ...property, installed: false };
  });
  for (const own of liveProperties.values()) {
    const property = propertyOfLive(own);
    const history = known.isNotInTarget
      ? undefined
      : catalogue.otherVersions(known.name, property.name);
    properties.push(history ? { ...property, history, isNotInTarget: true } : property);
  }
  return properties;
}

/** What only the shipped facts know of a pad stays: Jetson's caps, and properties of request pads. */
function mergePads(known: readonly PadTemplate[], live: readonly PadTemplate[]): PadTemplate[] {
  return live.map((pad) => {
    const fact = known.find(
      ({ name, direction }) => name === pad.name && direction === pad.direction,
    );
    return {
      ...pad,
      ...(fact?.capsJetson ? { capsJetson: fact.capsJetson } : {}),
      properties: pad.properties.length > 0 ? pad.properties : (fact?.properties ?? []),
    };
  });
}

function isThisVariant(shipped: ElementFactory, live: LiveFactory): boolean {
  if (shipped.variant === undefined) return true;
  const own = new Set((live.properties ?? []).map((property) => property.name));
  const overlap = (factory: ElementFactory) => {
    const known = factory.properties.filter((property) => !property.inheritedFrom);
    return known.filter((property) => own.has(property.name)).length / Math.max(1, known.length);
  };
  return snapshotEntries()
    .filter((entry) => entry.name === shipped.name && entry.id !== shipped.id)
    .every((entry) => {
      const other = snapshotFactory(entry.id);
      return !other || overlap(shipped) >= overlap(other);
    });
}

/** Facts from the machine, advice (required, platform, ...) from the shipped facts. */
function mergeProperty(shipped: PropertySpec, live: LiveProperty): PropertySpec {
  const own = propertyOfLive(live);
  const { default: _default, defaultNick: _nick, min: _min, max: _max, ...advice } = shipped;
  return {
    ...advice,
    ...own,
    ...startValue(shipped, own),
    ...(own.min === undefined ? {} : { min: sameOr(shipped.min, own.min, own.type) }),
    ...(own.max === undefined ? {} : { max: sameOr(shipped.max, own.max, own.type) }),
    required: shipped.required,
    mutableDeclared: shipped.mutableDeclared,
    summary: own.summary || shipped.summary,
    ...(own.enum || !shipped.enum ? {} : { enum: shipped.enum }),
  };
}

/**
 * A registry tells what a property's type declares; some elements start with another value, which
 * the shipped facts know.
 */
function startValue(
  shipped: PropertySpec,
  own: PropertySpec,
): Pick<PropertySpec, 'default' | 'defaultNick'> {
  const { declaredDefault } = shipped;
  const isDeclared = declaredDefault !== undefined && own.default === declaredDefault;
  if (isDeclared && shipped.default !== undefined) {
    return {
      default: shipped.default,
      ...(shipped.defaultNick === undefined ? {} : { defaultNick: shipped.defaultNick }),
    };
  }
  if (typeof own.default !== 'number' || typeof shipped.default !== 'number') return {};
  return { default: sameOr(shipped.default, own.default, own.type) };
}

/** Single precision prints 0.01 as 0.009999999776: the shipped number, when it is the same one. */
function sameOr(
  shipped: ExactNumber | undefined,
  own: ExactNumber,
  type: PropertyType,
): ExactNumber {
  const isSame =
    type === 'float' &&
    shipped !== undefined &&
    Math.fround(Number(shipped)) === Math.fround(Number(own));
  return isSame ? shipped : own;
}
