/** Small plans for tests. */
import type { Plan, PlanElement, PropertyValue } from '@pipewright/graph';

export type ElementText = readonly [
  name: string,
  factory: string,
  properties?: Readonly<Record<string, PropertyValue>>,
];

/** Elements one after the other, linked by their `src` and `sink` pads. */
export function chainPlan(...elements: readonly ElementText[]): Plan {
  const made = elements.map(([name, factory, properties = {}]): PlanElement => {
    return { name, factory, properties, pads: {}, origin: { kind: 'element', element: name } };
  });
  const links = made.slice(1).map((to, index) => {
    const from = made[index]?.name ?? '';
    const id = `${from}.src -> ${to.name}.sink`;
    return {
      id,
      fromElement: from,
      fromPad: 'src',
      toElement: to.name,
      toPad: 'sink',
      origin: id,
    };
  });
  return {
    name: 'test',
    elements: made,
    links,
    files: [],
    platform: 'dgpu',
    environment: {},
    secretProperties: [],
  };
}
