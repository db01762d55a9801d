/** How a machine's element differs from the shipped facts. */
import { isSubset, parseCaps } from '@pipewright/caps';
import type { CatalogueTarget } from './catalogue.ts';
import type {
  ElementFactory,
  FactoryDifference,
  PadTemplate,
  PropertySpec,
} from './element-factory.ts';

/** Differences a user may trip over: properties, types, defaults, ranges, choices, pads, caps. */
export function liveDifferences(
  shipped: ElementFactory,
  ownPads: readonly PadTemplate[],
  merged: readonly PropertySpec[],
  target: CatalogueTarget,
): FactoryDifference[] {
  const known = new Map(shipped.properties.map((property) => [property.name, property]));
  const differences = merged.flatMap((property) => {
    const fact = known.get(property.name);
    return propertyTexts(fact, property, target).map((text) => ({ property: property.name, text }));
  });
  // Who tells no pads tells nothing about them.
  return ownPads.length === 0 ? differences : [...differences, ...padDifferences(shipped, ownPads)];
}

function propertyTexts(
  fact: PropertySpec | undefined,
  own: PropertySpec,
  target: CatalogueTarget,
): string[] {
  if (!fact) return ['is new here'];
  if (own.installed === false) {
    const isElsewhere = fact.platform && !fact.platform.includes(target.platform);
    return isElsewhere || fact.isUncertain ? [] : ['is missing here'];
  }
  if (fact.type !== own.type) return [`is of type ${own.type} here, not ${fact.type}`];
  return [...defaultTexts(fact, own), ...rangeTexts(fact, own), ...choiceTexts(fact, own)];
}

function defaultTexts(fact: PropertySpec, own: PropertySpec): string[] {
  if (own.default === undefined || fact.default === undefined || own.default === fact.default) {
    return [];
  }
  if (Object.values(fact.defaultByPlatform ?? {}).includes(own.default)) return [];
  const word = ({ defaultNick, default: value }: PropertySpec) => defaultNick ?? value;
  return [`starts at ${word(own)} here, not ${word(fact)}`];
}

function rangeTexts(fact: PropertySpec, own: PropertySpec): string[] {
  const isKnown = own.min !== undefined && fact.min !== undefined;
  return isKnown && (own.min !== fact.min || own.max !== fact.max)
    ? [`takes ${own.min} to ${own.max} here, not ${fact.min} to ${fact.max}`]
    : [];
}

function choiceTexts(fact: PropertySpec, own: PropertySpec): string[] {
  if (!fact.enum || !own.enum || own.enum === fact.enum) return [];
  const added = nicksMissingIn(fact, own);
  const missing = nicksMissingIn(own, fact);
  return [
    ...(added.length > 0 ? [`also takes ${added.join(', ')} here`] : []),
    ...(missing.length > 0 ? [`does not take ${missing.join(', ')} here`] : []),
  ];
}

/** Choices of the second that the first has neither by nick nor by number. */
function nicksMissingIn(first: PropertySpec, second: PropertySpec): string[] {
  return (second.enum ?? [])
    .filter(({ nick, value }) => {
      const isThere = (choice: { nick: string; value: number }) =>
        choice.nick === nick || choice.value === value;
      return !first.enum?.some(isThere);
    })
    .map(({ nick }) => nick);
}

function padDifferences(
  shipped: ElementFactory,
  ownPads: readonly PadTemplate[],
): FactoryDifference[] {
  const differences: FactoryDifference[] = [];
  const missing = new Map(shipped.pads.map((pad) => [pad.name, pad]));
  for (const pad of ownPads) {
    const fact = missing.get(pad.name);
    missing.delete(pad.name);
    const texts = fact ? capsTexts(fact, pad) : ['is new here'];
    differences.push(...texts.map((text) => ({ pad: pad.name, text })));
  }
  for (const name of missing.keys()) differences.push({ pad: name, text: 'is missing here' });
  return differences;
}

/** Only what is surely different: hearsay caps, and those that can't be read, say nothing. */
function capsTexts(fact: PadTemplate, own: PadTemplate): string[] {
  if (fact.caps === own.caps || fact.confidence === 'low') return [];
  const [before, here] = [parseCaps(fact.caps), parseCaps(own.caps)];
  if (!before.ok || !here.ok) return [];
  const takesMore = !isSubset(here.caps, before.caps);
  const takesLess = !isSubset(before.caps, here.caps);
  if (takesMore && takesLess) return ['has other caps here'];
  if (takesMore) return ['allows more caps here'];
  return takesLess ? ['allows fewer caps here'] : [];
}
