/** What an element's properties say, as the type that a rule needs. */
import { type ElementView, effectiveValue, settingOf } from './pipeline-index.ts';
import { readBoolean, readEnum } from './property-values.ts';

/** A boolean property: written, or its default; undefined while unknown. */
export function booleanOf(element: ElementView, property: string): boolean | undefined {
  const value = effectiveValue(element, property);
  return value === undefined ? undefined : readBoolean(value);
}

/** The number of an enum property's value: written as number or nick, or its default. */
export function choiceOf(element: ElementView, property: string): number | undefined {
  const value = effectiveValue(element, property);
  const spec = element.factory?.properties.find((candidate) => candidate.name === property);
  return value === undefined ? undefined : readEnum(spec?.enum ?? [], value)?.value;
}

/** A written text that is not empty; undefined while unset or unknown. */
export function textOf(element: ElementView, property: string): string | undefined {
  const value = settingOf(element, property)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether the document sets the property, to whatever value. */
export function isWritten(element: ElementView, property: string): boolean {
  return settingOf(element, property) !== undefined;
}

/** Where the property is or would be, spelt as the document spells it. */
export function propertyPlace(
  element: ElementView,
  property: string,
): { element: string; property: string } {
  return { element: element.name, property: settingOf(element, property)?.property ?? property };
}
