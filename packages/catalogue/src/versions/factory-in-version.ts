/** An element as one DeepStream version has it, made from the facts of the current one. */
import type { ElementFactory, PropertySpec } from '../element-factory.ts';
import { storedProperty } from '../snapshot.ts';
import { compareVersions } from './compare-versions.ts';
import {
  earlierFacts,
  elementHistory,
  gstreamerHistory,
  historyWords,
  propertyHistory,
  versionData,
} from './version-data.ts';
import { presenceIn, type VersionSpan } from './version-span.ts';

/** Undefined when the version is known not to have the element. */
export function factoryInVersion(
  base: ElementFactory,
  version: string,
): ElementFactory | undefined {
  const history = elementHistory(base.id);
  const presence = history ? presenceIn(history, version) : 'present';
  if (presence === 'absent') return undefined;
  const properties = propertiesIn(base, version);
  const status = statusIn(base, version);
  if (!history && properties === base.properties && status === base.status) return base;
  const { status: _status, ...rest } = base;
  return {
    ...rest,
    properties,
    ...(status === undefined ? {} : { status }),
    ...(history ? { history } : {}),
    ...(presence === 'uncertain' ? { isUncertain: true as const } : {}),
  };
}

/** When a property came or went, also where a bin hands it through or GStreamer added it. */
export function historyOfProperty(
  base: ElementFactory,
  property: PropertySpec,
): VersionSpan | undefined {
  const known = propertyHistory(base.id, property.name);
  if (known) return known;
  if (property.proxiedFrom !== undefined) {
    return propertyHistory(property.proxiedFrom, property.name);
  }
  const gstreamer = property.since?.match(/^GStreamer (\d+\.\d+)$/)?.[1];
  return gstreamer === undefined ? undefined : gstreamerHistory(gstreamer);
}

/** Properties that the current version has no more. */
export function removedProperties(id: string): readonly PropertySpec[] {
  const removed = Object.hasOwn(versionData.removedProperties, id)
    ? versionData.removedProperties[id]
    : undefined;
  return (removed ?? []).map(({ property }) => storedProperty(property));
}

/** The base's own list when nothing differs: base class properties stay shared. */
function propertiesIn(base: ElementFactory, version: string): readonly PropertySpec[] {
  let isSame = true;
  const properties: PropertySpec[] = [];
  for (const property of [...base.properties, ...removedProperties(base.id)]) {
    const here = propertyIn(base, property, version);
    if (here !== undefined) properties.push(here);
    if (here !== property) isSame = false;
  }
  return isSame ? base.properties : properties;
}

function propertyIn(
  base: ElementFactory,
  property: PropertySpec,
  version: string,
): PropertySpec | undefined {
  const history = historyOfProperty(base, property);
  const presence = history ? presenceIn(history, version) : 'present';
  if (presence === 'absent') return undefined;
  const earlier = earlierFacts(property.proxiedFrom ?? base.id, property.name, version);
  if (!history && !earlier) return property;
  return {
    ...(earlier ? withFacts(property, earlier) : property),
    ...(history
      ? { history, since: property.since ?? historyWords(history).replace(/^since /, '') }
      : {}),
    ...(presence === 'uncertain' ? { isUncertain: true as const } : {}),
  };
}

function withFacts(
  property: PropertySpec,
  { until: _until, ...facts }: NonNullable<ReturnType<typeof earlierFacts>>,
): PropertySpec {
  return { ...property, ...(facts as Partial<PropertySpec>) };
}

function statusIn({ id, status }: ElementFactory, version: string): string | undefined {
  const deprecatedSince = versionData.deprecated[id];
  const isYetToCome =
    deprecatedSince !== undefined && compareVersions(version, deprecatedSince) < 0;
  // That an entry is new says nothing where it is there.
  return isYetToCome || status?.startsWith('new in') ? undefined : status;
}
