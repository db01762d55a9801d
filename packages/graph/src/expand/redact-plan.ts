import type { PropertyValue } from '../document.ts';
import type { Plan, PlanElement } from '../plan.ts';

/** The plan for files, logs and people: secrets are replaced by asterisks. */
export function redactPlan(plan: Plan): Plan {
  if (plan.secretProperties.length === 0) return plan;
  return {
    ...plan,
    elements: plan.elements.map((element) => redactElement(plan, element)),
  };
}

function redactElement(plan: Plan, element: PlanElement): PlanElement {
  const secrets = plan.secretProperties.filter((secret) => secret.element === element.name);
  if (secrets.length === 0) return element;
  const redact = (properties: Readonly<Record<string, PropertyValue>>, pad?: string) => {
    const hidden = secrets.filter((secret) => secret.pad === pad);
    return {
      ...properties,
      ...Object.fromEntries(hidden.map((s) => [s.property, '***'])),
    };
  };
  return {
    ...element,
    properties: redact(element.properties),
    pads: Object.fromEntries(
      Object.entries(element.pads).map(([pad, properties]) => [pad, redact(properties, pad)]),
    ),
  };
}
