/** Elements that have in common what only one of them may have: a port, a file, an id. */
import { areListsSame, remembered, rememberedBy } from './live/remembered.ts';
import { elementsOf, inOrder } from './neighbours.ts';
import type { ElementView, PipelineIndex } from './pipeline-index.ts';

export interface Sharing {
  /** What the element has; undefined when it has nothing that others could have too. */
  readonly keyOf: (element: ElementView, index: PipelineIndex) => string | undefined;
  /** The first element that has what this one has, when that is another one. */
  readonly ownerBefore: (element: ElementView, index: PipelineIndex) => ElementView | undefined;
  /** Everything that some element has. */
  readonly keys: (index: PipelineIndex) => ReadonlySet<string>;
}

/** Finds out among the elements of some factories; an edit that leaves the keys alone costs nothing. */
export function sharingAmong(
  factories: readonly string[],
  key: (element: ElementView, index: PipelineIndex) => string | undefined,
): Sharing {
  const keyOf = remembered(key);
  const groups = remembered((index: PipelineIndex) => {
    const byKey = new Map<string, ElementView[]>();
    for (const element of inOrder(elementsOf(index, ...factories))) {
      const own = keyOf(element, index);
      if (own === undefined) continue;
      const group = byKey.get(own);
      if (group) group.push(element);
      else byKey.set(own, [element]);
    }
    return byKey;
  });
  const firstOf = rememberedBy((index: PipelineIndex, own) => groups(index).get(own)?.[0]);
  const keys = remembered(
    (index: PipelineIndex): ReadonlySet<string> => new Set(groups(index).keys()),
    (a, b) => areListsSame([...a].sort(), [...b].sort()),
  );
  const ownerBefore = (element: ElementView, index: PipelineIndex) => {
    const own = keyOf(element, index);
    const owner = own === undefined ? undefined : firstOf(index, own);
    return owner === element ? undefined : owner;
  };
  return { keyOf, ownerBefore, keys };
}
