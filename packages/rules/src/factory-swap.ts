/** One factory in another's place. */
import type { Catalogue } from '@pipewright/catalogue';
import type { ElementNode } from '@pipewright/graph';

export interface SwappedFactory {
  readonly element: ElementNode;
  /** Properties that the other factory does not have. */
  readonly lost: readonly string[];
}

/** The element as another factory, with the properties that this one has as well. */
export function swapFactory(
  element: ElementNode,
  factory: string,
  catalogue: Catalogue,
): SwappedFactory {
  const lost = Object.keys(element.properties).filter((name) => !catalogue.property(factory, name));
  const properties = Object.fromEntries(
    Object.entries(element.properties).filter(([name]) => !lost.includes(name)),
  );
  return { element: { factory, properties, pads: element.pads }, lost };
}
