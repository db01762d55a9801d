/** The plan as the runner's protobuf message. */
import { create } from '@bufbuild/protobuf';
import type { Plan, PlanElement, PlanLink, PropertyValue } from '@pipewright/graph';
import { runner } from '@pipewright/protocol';

/** The message that `Build` carries. */
export function planToMessage(plan: Plan, runId: string): runner.Plan {
  return create(runner.PlanSchema, {
    runId,
    name: plan.name,
    elements: elementsToMessages(plan.elements),
    links: linksToMessages(plan.links),
  });
}

export function elementsToMessages(elements: readonly PlanElement[]): runner.PlanElement[] {
  return elements.map((element) =>
    create(runner.PlanElementSchema, {
      name: element.name,
      factory: element.factory,
      properties: propertiesToMessages(element.properties),
      pads: Object.entries(element.pads).map(([pad, properties]) => ({
        pad,
        properties: propertiesToMessages(properties),
      })),
    }),
  );
}

export function linksToMessages(links: readonly PlanLink[]): runner.PlanLink[] {
  return links.map(({ id, fromElement, fromPad, toElement, toPad }) =>
    create(runner.PlanLinkSchema, { id, fromElement, fromPad, toElement, toPad }),
  );
}

/** One property with its typed value. */
export function propertyToMessage(name: string, value: PropertyValue): runner.Property {
  return create(runner.PropertySchema, {
    name,
    value: { kind: valueToKind(value) },
  });
}

function propertiesToMessages(
  properties: Readonly<Record<string, PropertyValue>>,
): runner.Property[] {
  return Object.entries(properties).map(([name, value]) => propertyToMessage(name, value));
}

/**
 * Whole numbers travel as 64-bit integers. Integers beyond 2^53-1 are strings in a document and
 * stay strings: the runner reads them by the property's type, so no digit is lost.
 */
function valueToKind(value: PropertyValue): runner.PropertyValue['kind'] {
  switch (typeof value) {
    case 'boolean':
      return { case: 'boolValue', value };
    case 'number':
      return Number.isSafeInteger(value)
        ? { case: 'intValue', value: BigInt(value) }
        : { case: 'doubleValue', value };
    case 'string':
      return { case: 'stringValue', value };
  }
}
