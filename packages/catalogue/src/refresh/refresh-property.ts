/** One property of the data file, as a registry has it. */
import type { EnumValue, PropertySpec } from '../element-factory.ts';
import type { StoredProperty } from '../snapshot.ts';

/**
 * Types, ranges, choices, defaults and flags are the registry's; words, platforms and what must be
 * set stay ours. A start value that differs from the declared default stays too: no registry
 * tells it.
 */
export function refreshProperty(stored: StoredProperty, own: PropertySpec): StoredProperty {
  const { confidence: _doubt, ...advice } = stored;
  return compact({
    ...advice,
    type: own.type,
    gtype: own.gtype,
    ...startValue(stored, own),
    min: own.min,
    max: own.max,
    enum: own.enum && withOurMeanings(own.enum, stored.enum ?? []),
    ...flags(own),
  });
}

/** A property that the data file lacks; its summary is its name, until somebody writes one. */
export function addedProperty(own: PropertySpec): StoredProperty {
  return compact({
    name: own.name,
    type: own.type,
    gtype: own.gtype,
    default: own.default,
    defaultNick: own.defaultNick,
    min: own.min,
    max: own.max,
    enum: own.enum?.map(({ value, nick }) => ({ value, nick })),
    ...flags(own),
    summary: own.name.replaceAll(/[-_]/g, ' '),
    inheritedFrom: own.inheritedFrom,
  });
}

function startValue(
  stored: StoredProperty,
  own: PropertySpec,
): {
  default: StoredProperty['default'];
  defaultNick: string | undefined;
  declaredDefault?: StoredProperty['declaredDefault'];
} {
  const { declaredDefault, default: start } = stored;
  const startsOtherwise = declaredDefault !== undefined && declaredDefault !== null;
  if (startsOtherwise && start !== own.default) {
    return { default: start, defaultNick: stored.defaultNick, declaredDefault: own.default };
  }
  // Single precision prints 0.01 as 0.009999999776.
  const isSameFloat =
    own.type === 'float' && Math.fround(Number(start)) === Math.fround(Number(own.default));
  return {
    default: isSameFloat ? start : (own.default ?? start),
    defaultNick: own.defaultNick,
    declaredDefault: undefined,
  };
}

function withOurMeanings(own: readonly EnumValue[], ours: readonly EnumValue[]): EnumValue[] {
  return own.map(({ value, nick }) => {
    const meaning = ours.find((choice) => choice.nick === nick && choice.value === value)?.meaning;
    return { value, nick, ...(meaning === undefined ? {} : { meaning }) };
  });
}

function flags(
  own: PropertySpec,
): Partial<
  Record<'readable' | 'writable' | 'mutable' | 'mutableDeclared' | 'deprecated', unknown>
> {
  return {
    readable: own.readable ? undefined : false,
    writable: own.writable ? undefined : false,
    mutable: own.mutable === 'ready' ? undefined : own.mutable,
    mutableDeclared: own.mutableDeclared || !own.writable ? undefined : false,
    ...(own.deprecated ? { deprecated: true } : {}),
  };
}

/** Without the fields that are at their usual value; those that were there stay in their order. */
function compact(fields: Readonly<Record<string, unknown>>): StoredProperty {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as unknown as StoredProperty;
}
