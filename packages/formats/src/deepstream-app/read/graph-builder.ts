/** Grows a document's elements and links. */
import type { Catalogue } from '@pipewright/catalogue';
import type { ElementNode, Link, Properties } from '@pipewright/graph';

/** Where the next element is linked: a source pad, and the caps that the link asks for. */
export interface Tail {
  readonly element: string;
  readonly pad: string;
  readonly caps?: string;
}

/** Undefined where a part of a file starts in the middle of the pipeline. */
export type OpenTail = Tail | undefined;

export class GraphBuilder {
  readonly elements: Record<string, ElementNode> = {};
  readonly links: Link[] = [];
  readonly catalogue: Catalogue;

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  /** Adds an element under a name that is free: the wanted one, or that with a number. */
  add(wanted: string, factory: string, properties: Properties = {}): string {
    let name = wanted;
    for (let number = 2; Object.hasOwn(this.elements, name); number += 1) {
      name = `${wanted}_${number}`;
    }
    this.elements[name] = { factory, properties, pads: {} };
    return name;
  }

  /** Without a tail the element is the first of a part of a file. */
  link(from: OpenTail, element: string, pad = 'sink'): void {
    if (from === undefined) return;
    const { caps, ...end } = from;
    const to = { element, pad };
    this.links.push(caps === undefined ? { from: end, to } : { from: end, to, caps });
  }

  /** Adds an element behind the tail; the new tail is its `src`. */
  append(from: OpenTail, name: string, factory: string, properties: Properties = {}): Tail {
    const added = this.add(name, factory, properties);
    this.link(from, added);
    return { element: added, pad: 'src' };
  }

  /** A tee behind the tail, whose branches each take a pad of their own. */
  tee(from: OpenTail, name: string): Tail {
    return { ...this.append(from, name, 'tee'), pad: 'src_%u' };
  }
}
