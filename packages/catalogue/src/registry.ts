/**
 * A machine's own registry (the protobuf JSON of `pipewright.runner.InspectResult`) over the
 * shipped facts: what the machine says of itself wins.
 */
import {
  type Catalogue,
  type CatalogueTarget,
  type FactorySource,
  IndexedCatalogue,
} from './catalogue.ts';
import type {
  ElementFactory,
  EnumValue,
  ExactNumber,
  Mutability,
  PadTemplate,
  PropertySpec,
  PropertyType,
} from './element-factory.ts';
import { liveDifferences } from './registry-differences.ts';
import { snapshotEntries, snapshotFactory } from './snapshot.ts';

/** Fields at their protobuf default are absent from the JSON. 64-bit numbers are strings. */
interface LiveProperty {
  readonly name?: string;
  readonly type?: string;
  readonly gtype?: string;
  readonly blurb?: string;
  readonly defaultValue?: string;
  readonly min?: string;
  readonly max?: string;
  readonly values?: readonly {
    value?: string | number;
    nick?: string;
    name?: string;
  }[];
  readonly readable?: boolean;
  readonly writable?: boolean;
  readonly mutableIn?: string;
  readonly deprecated?: boolean;
  readonly inheritedFrom?: string;
}

interface LivePad {
  readonly name?: string;
  readonly direction?: string;
  readonly presence?: string;
  readonly caps?: string;
  readonly properties?: readonly LiveProperty[];
}

interface LiveFactory {
  readonly name?: string;
  readonly longName?: string;
  readonly klass?: string;
  readonly description?: string;
  readonly plugin?: string;
  readonly pads?: readonly LivePad[];
  readonly properties?: readonly LiveProperty[];
}

/**
 * The catalogue with `installed` known for every factory. `registry` is an InspectResult as JSON,
 * or an object with its `factories`; throws a TypeError when it is neither.
 */
export function mergeRegistry(catalogue: Catalogue, registry: unknown): Catalogue {
  const live = new Map<string, LiveFactory>();
  for (const factory of factoriesOf(registry)) {
    if (factory.name) live.set(factory.name, factory);
  }
  return new IndexedCatalogue(catalogue.target, mergedSource(catalogue, live));
}

function factoriesOf(registry: unknown): readonly LiveFactory[] {
  if (typeof registry === 'object' && registry !== null) {
    const { factories } = registry as { factories?: unknown };
    if (Array.isArray(factories)) return factories as LiveFactory[];
    if (factories === undefined) return [];
  }
  throw new TypeError('The registry must be the JSON form of InspectResult: {"factories": [...]}');
}

function mergedSource(catalogue: Catalogue, live: ReadonlyMap<string, LiveFactory>): FactorySource {
  const merged = new Map<string, ElementFactory | undefined>();
  const names = new Set([...catalogue.factories().map((factory) => factory.name), ...live.keys()]);
  return {
    // Who asks only for what the shipped facts know learns nothing about other names.
    isRegistry: [...live.keys()].some((name) => !catalogue.factory(name)),
    names: () => [...names],
    factory: (name) => {
      if (!merged.has(name)) {
        merged.set(name, mergeFactory(catalogue.factory(name), live.get(name), catalogue.target));
      }
      return merged.get(name);
    },
  };
}

function mergeFactory(
  shipped: ElementFactory | undefined,
  live: LiveFactory | undefined,
  target: CatalogueTarget,
): ElementFactory | undefined {
  if (!live) return shipped && { ...shipped, installed: false };
  if (!shipped) return fromLive(live);
  // The registry shows one implementation; facts about another must not come from it.
  if (!isThisVariant(shipped, live)) return { ...shipped, installed: true };
  const ownPads = (live.pads ?? []).map(toPadTemplate);
  const liveProperties = new Map((live.properties ?? []).map((it) => [it.name, it]));
  const properties: PropertySpec[] = shipped.properties.map((property) => {
    const own = liveProperties.get(property.name);
    liveProperties.delete(property.name);
    return own ? mergeProperty(property, own) : { ...property, installed: false };
  });
  for (const own of liveProperties.values()) properties.push(toProperty(own));
  return {
    ...shipped,
    installed: true,
    ...(live.plugin ? { plugin: live.plugin } : {}),
    pads: ownPads.length > 0 ? ownPads : shipped.pads,
    properties,
    differences: liveDifferences(shipped, ownPads, properties, target),
  };
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
  const own = toProperty(live);
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

function fromLive(live: LiveFactory): ElementFactory {
  const name = live.name ?? '';
  const klass = live.klass ?? '';
  return {
    id: name,
    name,
    longName: live.longName || name,
    klass,
    category: categoryOf(klass),
    origin: 'registry',
    platforms: ['dgpu', 'jetson', 'sbsa'],
    notes: live.description ? [live.description] : [],
    pads: (live.pads ?? []).map(toPadTemplate),
    properties: (live.properties ?? []).map(toProperty),
    installed: true,
    ...(live.plugin ? { plugin: live.plugin } : {}),
  };
}

/** GStreamer's klass words to the catalogue's categories. */
function categoryOf(klass: string): string {
  const words = new Set(klass.split('/'));
  if (words.has('Demuxer') || words.has('Parser') || words.has('Depayloader')) return 'parser';
  if (words.has('Muxer')) return 'muxer';
  if (words.has('Decoder')) return 'decoder';
  if (words.has('Encoder')) return 'encoder';
  if (words.has('Source')) return 'source';
  if (words.has('Sink')) return 'sink';
  if (words.has('Compositor')) return 'tiler';
  if (words.has('Converter')) return 'converter';
  return 'utility';
}

function toPadTemplate(live: LivePad): PadTemplate {
  return {
    name: live.name ?? '',
    direction: live.direction === 'sink' ? 'sink' : 'src',
    presence:
      live.presence === 'request' || live.presence === 'sometimes' ? live.presence : 'always',
    caps: live.caps ?? 'ANY',
    properties: (live.properties ?? []).map(toProperty),
  };
}

const mutabilities: ReadonlySet<string> = new Set(['construct-only', 'ready', 'paused', 'playing']);

function toProperty(live: LiveProperty): PropertySpec {
  const type = (live.type ?? 'boxed') as PropertyType;
  const values = (live.values ?? []).map((value) => ({
    value: Number(value.value ?? 0),
    nick: value.nick ?? '',
    ...(value.name ? { meaning: value.name } : {}),
  }));
  return {
    name: live.name ?? '',
    type,
    ...(live.gtype ? { gtype: live.gtype } : {}),
    ...defaultOf(live, type, values),
    ...(live.min ? { min: exactNumber(live.min) } : {}),
    ...(live.max ? { max: exactNumber(live.max) } : {}),
    ...(values.length > 0 ? { enum: values } : {}),
    readable: live.readable ?? false,
    writable: live.writable ?? false,
    mutable: mutabilities.has(live.mutableIn ?? '') ? (live.mutableIn as Mutability) : 'ready',
    mutableDeclared: mutabilities.has(live.mutableIn ?? ''),
    required: false,
    summary: live.blurb ?? '',
    ...(live.inheritedFrom ? { inheritedFrom: live.inheritedFrom } : {}),
    ...(live.deprecated ? { deprecated: true } : {}),
    installed: true,
  };
}

function defaultOf(
  live: LiveProperty,
  type: PropertyType,
  values: readonly EnumValue[],
): Pick<PropertySpec, 'default' | 'defaultNick'> {
  const text = live.defaultValue;
  if (text === undefined || text === '' || text === 'NULL') return {};
  switch (type) {
    case 'boolean':
      return { default: text === 'true' || text === 'TRUE' };
    case 'int':
    case 'uint':
    case 'int64':
    case 'uint64':
    case 'float':
    case 'double':
      return { default: exactNumber(text) };
    case 'enum': {
      const value = values.find((candidate) => candidate.nick === text);
      return { ...(value ? { default: value.value } : {}), defaultNick: text };
    }
    case 'flags': {
      const bits = flagBits(text, values);
      return { default: bits ?? text };
    }
    default:
      return { default: text };
  }
}

/** `first+second`, by nick or name, or a number; undefined when a name is not known. */
function flagBits(text: string, values: readonly EnumValue[]): number | undefined {
  let bits = 0;
  for (const part of text.split('+')) {
    const value = values.find(({ nick, meaning }) => nick === part || meaning === part)?.value;
    const number = value ?? Number(part);
    if (Number.isNaN(number)) return undefined;
    bits |= number;
  }
  return bits;
}

/** As a number where a double holds it exactly, else as the text it came as. */
function exactNumber(text: string): ExactNumber {
  const number = Number(text);
  const isExact = !/^-?\d+$/.test(text) || Number.isSafeInteger(number);
  return Number.isFinite(number) && isExact ? number : text;
}
