/** What the next document changed, for those who keep something for each element or link. */
import type { ElementView, LinkView } from '../pipeline-views.ts';

export interface IndexChange {
  /** New, or with another node, or with other values of parameters. */
  readonly elements: ReadonlySet<ElementView>;
  readonly addedElements: ReadonlySet<ElementView>;
  readonly removedElements: ReadonlySet<ElementView>;
  /** New, or with other caps, or with an end that an element joined or left. */
  readonly links: ReadonlySet<LinkView>;
  readonly removedLinks: ReadonlySet<LinkView>;
  /** Elements that have other links than before. */
  readonly rewired: ReadonlySet<ElementView>;
  /** Elements that have another factory than before; new ones are not in it. */
  readonly replaced: ReadonlySet<ElementView>;
  /** Whether elements or links came, went or moved. */
  readonly isShape: boolean;
  readonly isTarget: boolean;
  readonly areParameters: boolean;
}

/** A change while it is put together. */
export class MutableChange implements IndexChange {
  readonly elements = new Set<ElementView>();
  readonly addedElements = new Set<ElementView>();
  readonly removedElements = new Set<ElementView>();
  readonly links = new Set<LinkView>();
  readonly removedLinks = new Set<LinkView>();
  readonly rewired = new Set<ElementView>();
  readonly replaced = new Set<ElementView>();
  isShape = false;
  isTarget = false;
  areParameters = false;
}
