/** Keeps secrets out of what a run reports. */
import type { Plan } from '@pipewright/graph';

const HIDDEN = '***';

/** A function that hides the plan's secret values in a text. */
export function secretFilter(plan: Plan): (text: string) => string {
  const values = secretValues(plan);
  return (text) => values.reduce((shown, value) => shown.replaceAll(value, HIDDEN), text);
}

/** Longest first: a secret may be part of another. */
function secretValues(plan: Plan): string[] {
  const elements = new Map(plan.elements.map((element) => [element.name, element]));
  const values = plan.secretProperties.map(({ element, pad, property }) => {
    const owner = elements.get(element);
    const properties = pad === undefined ? owner?.properties : owner?.pads[pad];
    return String(properties?.[property] ?? '');
  });
  return values.filter((value) => value !== '').sort((a, b) => b.length - a.length);
}
