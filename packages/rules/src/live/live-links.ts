/** The links of a document, kept up to date for their readers. */

import type { Catalogue } from '@pipewright/catalogue';
import { type Link, type LinkId, linkId } from '@pipewright/graph';
import { type Signal, signal } from '@preact/signals-core';
import type { MutableChange } from './index-change.ts';
import { KeyedSignals } from './keyed-signals.ts';
import type { LiveElement } from './live-element.ts';
import type { LiveElements } from './live-elements.ts';
import { LiveLink } from './live-link.ts';

export class LiveLinks {
  readonly #catalogue: Catalogue;
  readonly #elements: LiveElements;
  readonly #list: Signal<readonly LiveLink[]> = signal([]);
  readonly #found = new KeyedSignals((id) => this.#byKey.get(id));
  #byKey: ReadonlyMap<string, LiveLink> = new Map();
  #written: readonly Link[] = [];

  constructor(catalogue: Catalogue, elements: LiveElements) {
    this.#catalogue = catalogue;
    this.#elements = elements;
  }

  get all(): readonly LiveLink[] {
    return this.#list.value;
  }

  get(id: LinkId): LiveLink | undefined {
    return this.#found.read(id);
  }

  /** All links as they are now, without a note that someone asked. */
  peekAll(): readonly LiveLink[] {
    return this.#list.peek();
  }

  /** Takes the next document's links, after its elements; returns whether any came, went or moved. */
  update(links: readonly Link[], change: MutableChange): boolean {
    const isListed = this.#written === links || this.#replaceLinks(links, change);
    if (!isListed) this.#replaceList(links, change);
    this.#written = links;
    const isReordered = !isListed && this.#moveAll();
    const { addedElements, removedElements } = change;
    if (!isListed || addedElements.size > 0 || removedElements.size > 0)
      this.#join(change, isReordered);
    return !isListed;
  }

  /** Takes links of which only the caps may differ; false when it is another list. */
  #replaceLinks(links: readonly Link[], change: MutableChange): boolean {
    const list = this.#list.peek();
    if (links.length !== list.length) return false;
    const changed: [LiveLink, Link][] = [];
    for (let at = 0; at < links.length; at += 1) {
      const link = links[at];
      if (link === this.#written[at]) continue;
      const view = list[at];
      if (!link || !view || view.id !== linkId(link)) return false;
      changed.push([view, link]);
    }
    for (const [view, link] of changed) {
      view.update(link);
      change.links.add(view);
    }
    return true;
  }

  #replaceList(links: readonly Link[], change: MutableChange): void {
    const known = new Map(this.#list.peek().map((view, at) => [this.#written[at], view]));
    const before = this.#byKey;
    const byKey = new Map<string, LiveLink>();
    const list = links.map((link, at) => {
      const same = known.get(link);
      const id = same?.id ?? linkId(link);
      let key: string = id;
      // A link that is written twice is two links all the same.
      for (let count = 2; byKey.has(key); count += 1) key = `${id} (${count})`;
      const view = before.get(key) ?? new LiveLink(link, at, this.#catalogue);
      if (!before.has(key) || view.link !== link) change.links.add(view);
      view.update(link);
      byKey.set(key, view);
      return view;
    });
    for (const [key, view] of before) if (!byKey.has(key)) change.removedLinks.add(view);
    this.#byKey = byKey;
    this.#list.value = list;
    this.#found.refresh();
  }

  /** Tells the links their positions; returns whether any that stayed changed places. */
  #moveAll(): boolean {
    let last = -1;
    let isReordered = false;
    for (const [at, view] of this.#list.peek().entries()) {
      const { position } = view;
      if (position < last) isReordered = true;
      last = position;
      view.moveTo(at);
    }
    return isReordered;
  }

  /** Joins links to the elements that they name, and the other way round. */
  #join(change: MutableChange, isReordered: boolean): void {
    const affected = new Set<string>();
    for (const { name } of change.addedElements) affected.add(name);
    for (const { name } of change.removedElements) affected.add(name);
    for (const views of [change.links, change.removedLinks]) {
      for (const { from, to } of views) affected.add(from.name).add(to.name);
    }
    const inputs = new Map<string, LiveLink[]>();
    const outputs = new Map<string, LiveLink[]>();
    for (const view of this.#list.peek()) {
      if (isReordered || affected.has(view.from.name)) {
        if (view.from.join(this.#elements.peek(view.from.name))) change.links.add(view);
        push(outputs, view.from.name, view);
      }
      if (isReordered || affected.has(view.to.name)) {
        if (view.to.join(this.#elements.peek(view.to.name))) change.links.add(view);
        push(inputs, view.to.name, view);
      }
    }
    const names = isReordered ? this.#elements.names() : affected;
    for (const name of names) {
      const element: LiveElement | undefined = this.#elements.peek(name);
      if (element?.rewire(inputs.get(name) ?? none, outputs.get(name) ?? none)) {
        change.rewired.add(element);
      }
    }
  }
}

const none: readonly LiveLink[] = [];

function push(map: Map<string, LiveLink[]>, name: string, view: LiveLink): void {
  const list = map.get(name);
  if (list) list.push(view);
  else map.set(name, [view]);
}
