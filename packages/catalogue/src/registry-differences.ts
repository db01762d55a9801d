/** In words, how a machine's element differs from the shipped facts. */
import type { CatalogueTarget } from './catalogue.ts';
import type { ElementFactory, PadTemplate, PropertySpec } from './element-factory.ts';

/** Differences a user may trip over: properties, types, defaults, ranges and pads. */
export function liveDifferences(
  shipped: ElementFactory,
  ownPads: readonly PadTemplate[],
  merged: readonly PropertySpec[],
  target: CatalogueTarget,
): string[] {
  const known = new Map(shipped.properties.map((property) => [property.name, property]));
  const differences: string[] = [];
  for (const property of merged) {
    const fact = known.get(property.name);
    if (!fact) {
      differences.push(`property '${property.name}' is new here`);
    } else if (property.installed === false) {
      const elsewhere = fact.platform && !fact.platform.includes(target.platform);
      if (!elsewhere) differences.push(`property '${property.name}' is missing here`);
    } else {
      differences.push(...propertyDifferences(fact, property));
    }
  }
  const padNames = new Set(shipped.pads.map((pad) => pad.name));
  for (const pad of ownPads) {
    if (!padNames.delete(pad.name)) differences.push(`pad '${pad.name}' is new here`);
  }
  if (ownPads.length > 0) {
    for (const name of padNames) differences.push(`pad '${name}' is missing here`);
  }
  return differences;
}

function propertyDifferences(fact: PropertySpec, own: PropertySpec): string[] {
  const differences: string[] = [];
  if (fact.type !== own.type) {
    differences.push(`property '${own.name}' is of type ${own.type} here, not ${fact.type}`);
    return differences;
  }
  if (own.default !== undefined && fact.default !== undefined && own.default !== fact.default) {
    differences.push(`property '${own.name}' starts at ${own.default} here, not ${fact.default}`);
  }
  const isNumeric = own.min !== undefined && fact.min !== undefined;
  if (isNumeric && (own.min !== fact.min || own.max !== fact.max)) {
    differences.push(
      `property '${own.name}' takes ${own.min} to ${own.max} here, not ${fact.min} to ${fact.max}`,
    );
  }
  return differences;
}
