/** One factory in another's place. */
import type { Catalogue } from '@pipewright/catalogue';
import type { ElementNode } from '@pipewright/graph';
import type { Fix } from './diagnostic.ts';
import type { ElementView } from './pipeline-views.ts';

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

/** Makes an element another factory; it keeps the properties that the other has as well. */
export function swapFactoryFix(element: ElementView, factory: string, catalogue: Catalogue): Fix {
  return {
    title: `Replace by ${factory}`,
    edit: {
      kind: 'replace-element',
      name: element.name,
      element: swapFactory(element.node, factory, catalogue).element,
    },
  };
}
