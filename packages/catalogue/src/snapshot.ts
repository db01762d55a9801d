/** The shipped facts: compact JSON made into element factories on first use. */
import deepstreamData from '../data/deepstream-9.1.json' with { type: 'json' };
import gstreamerData from '../data/gstreamer-1.24.json' with { type: 'json' };
import type {
  ElementFactory,
  ElementSignal,
  EnumValue,
  ExactNumber,
  Mutability,
  PadDirection,
  PadPresence,
  PadTemplate,
  Platform,
  PropertySpec,
  PropertyType,
} from './element-factory.ts';
import { versionData } from './versions/version-data.ts';

/** As stored: fields at their usual value are left out. */
export interface StoredProperty {
  readonly name: string;
  readonly type: PropertyType;
  readonly gtype?: string;
  readonly default?: boolean | ExactNumber | readonly unknown[] | null;
  readonly defaultNick?: string;
  readonly declaredDefault?: boolean | ExactNumber | null;
  readonly min?: ExactNumber;
  readonly max?: ExactNumber;
  readonly enum?: readonly EnumValue[];
  readonly readable?: boolean;
  readonly writable?: boolean;
  readonly mutable?: Mutability | 'construct' | null;
  readonly mutableDeclared?: boolean;
  readonly required?: boolean;
  readonly requiredWhy?: string;
  readonly requiredOneOf?: readonly string[];
  readonly summary?: string;
  readonly inheritedFrom?: string;
  readonly platform?: readonly Platform[];
  readonly deprecated?: boolean | string;
  readonly since?: string;
  readonly confidence?: 'low';
  readonly note?: string;
  readonly defaultNote?: string;
  readonly defaultByPlatform?: NonNullable<PropertySpec['defaultByPlatform']>;
  readonly proxiedFrom?: string;
}

export interface StoredPad {
  readonly name: string;
  readonly direction: PadDirection;
  readonly presence: PadPresence;
  readonly caps: string;
  readonly capsJetson?: string;
  readonly confidence?: 'low';
  readonly padProperties?: readonly StoredProperty[];
}

export interface StoredElement {
  readonly id: string;
  readonly name: string;
  readonly longName: string;
  readonly klass: string;
  readonly category: string;
  readonly subcategory?: string;
  readonly variant?: string;
  readonly status?: string;
  readonly confidence?: 'low';
  readonly origin: 'deepstream' | 'gstreamer';
  readonly platforms: readonly Platform[];
  readonly plugin?: string;
  readonly notes?: readonly string[];
  readonly parent?: string;
  readonly environment?: readonly string[];
  readonly signals?: readonly ElementSignal[];
  readonly pads: readonly StoredPad[];
  /** A text is a key into `inherited`. */
  readonly properties: readonly (string | StoredProperty)[];
}

export interface StoredCatalogue {
  readonly inherited: Readonly<Record<string, StoredProperty>>;
  readonly elements: readonly StoredElement[];
}

/** TypeScript's inferred type of the JSON is too wide to check; a test checks the values. */
const [deepstream, gstreamer] = [deepstreamData, gstreamerData] as unknown as readonly [
  StoredCatalogue,
  StoredCatalogue,
];

/** Elements that only earlier versions have share the base classes of those that are still there. */
const removed: StoredCatalogue = {
  inherited: deepstream.inherited,
  elements: versionData.removedElements.map(({ element }) => element),
};
const sources: readonly StoredCatalogue[] = [deepstream, gstreamer, removed];

interface Entry {
  readonly stored: StoredElement;
  readonly source: StoredCatalogue;
  factory?: ElementFactory;
}

let entriesByName: Map<string, Entry[]> | undefined;

function entries(): Map<string, Entry[]> {
  if (!entriesByName) {
    entriesByName = new Map();
    for (const source of sources) {
      for (const stored of source.elements) {
        const sameName = entriesByName.get(stored.name);
        if (sameName) sameName.push({ stored, source });
        else entriesByName.set(stored.name, [{ stored, source }]);
      }
    }
  }
  return entriesByName;
}

function factoryOf(entry: Entry): ElementFactory {
  entry.factory ??= toFactory(entry.stored, entry.source);
  return entry.factory;
}

/** Every shipped entry of any version, with the ones that share a factory name apart. */
export function snapshotEntries(): StoredElement[] {
  return [...entries().values()].flatMap((sameName) => sameName.map((entry) => entry.stored));
}

/** The factory of a shipped entry by its id (`name` or `name#variant`). */
export function snapshotFactory(id: string): ElementFactory | undefined {
  const entry = entries()
    .get(id.split('#', 1)[0] ?? id)
    ?.find((candidate) => candidate.stored.id === id);
  return entry && factoryOf(entry);
}

/** Inherited properties are made once and shared by every element that has them. */
const sharedProperties = new WeakMap<StoredProperty, PropertySpec>();

function toFactory(stored: StoredElement, source: StoredCatalogue): ElementFactory {
  const { properties, pads, notes, ...head } = stored;
  return {
    ...head,
    notes: notes ?? [],
    pads: pads.map(toPadTemplate),
    properties: properties.map((property) => {
      if (typeof property !== 'string') return storedProperty(property);
      const inherited = source.inherited[property];
      if (!inherited) throw new Error(`Catalogue data: ${stored.id} names unknown '${property}'`);
      let shared = sharedProperties.get(inherited);
      if (!shared) {
        shared = storedProperty(inherited);
        sharedProperties.set(inherited, shared);
      }
      return shared;
    }),
  };
}

function toPadTemplate({ padProperties, ...pad }: StoredPad): PadTemplate {
  return { ...pad, properties: (padProperties ?? []).map(storedProperty) };
}

/** A property as it is stored made whole: what is left out has its usual value. */
export function storedProperty(stored: StoredProperty): PropertySpec {
  const { default: startValue, declaredDefault, mutable, ...rest } = stored;
  return {
    ...rest,
    ...(startValue === null || startValue === undefined || typeof startValue === 'object'
      ? {}
      : { default: startValue }),
    ...(declaredDefault === null || declaredDefault === undefined ? {} : { declaredDefault }),
    readable: stored.readable ?? true,
    writable: stored.writable ?? true,
    mutable: mutable === 'construct' ? 'construct-only' : (mutable ?? 'ready'),
    mutableDeclared: stored.mutableDeclared ?? true,
    required: stored.required ?? false,
    summary: stored.summary ?? '',
  };
}
