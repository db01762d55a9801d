/** The elements of a document, kept up to date for their readers. */

import type { Catalogue } from '@pipewright/catalogue';
import type { ElementNode, PipelineDocument } from '@pipewright/graph';
import { type Signal, signal } from '@preact/signals-core';
import type { ElementViews } from '../pipeline-views.ts';
import type { MutableChange } from './index-change.ts';
import { KeyedSignals } from './keyed-signals.ts';
import { LiveElement } from './live-element.ts';
import { areListsSame } from './remembered.ts';
import { WrittenWords } from './written-words.ts';

export class LiveElements implements ElementViews {
  readonly words = new WrittenWords();
  readonly #options: { readonly catalogue: Catalogue; readonly isStill: boolean };
  readonly #byName = new Map<string, LiveElement>();
  readonly #list: Signal<readonly LiveElement[]> = signal([]);
  readonly #found = new KeyedSignals((name) => this.#byName.get(name));
  readonly #ofFactory = new KeyedSignals((factory) => this.#group(factory));
  #groups: Map<string, readonly LiveElement[]> | undefined;
  #names: readonly string[] = [];

  constructor(catalogue: Catalogue, isStill: boolean) {
    this.#options = { catalogue, isStill };
  }

  get size(): number {
    return this.#list.value.length;
  }

  get(name: string): LiveElement | undefined {
    return this.#found.read(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  keys(): string[] {
    return this.#list.value.map(({ name }) => name);
  }

  values(): readonly LiveElement[] {
    return this.#list.value;
  }

  ofFactory(factory: string): readonly LiveElement[] {
    return this.#ofFactory.read(factory);
  }

  /** The element of a name as it is now, without a note that someone asked. */
  peek(name: string): LiveElement | undefined {
    return this.#byName.get(name);
  }

  /** All elements as they are now, without a note that someone asked. */
  peekAll(): readonly LiveElement[] {
    return this.#list.peek();
  }

  /** The names in order. */
  names(): readonly string[] {
    return this.#names;
  }

  /** Takes the next document's elements; returns whether any came, went or moved. */
  update(document: PipelineDocument, change: MutableChange): boolean {
    const names = Object.keys(document.elements);
    const haveNamesChanged = !areListsSame(this.#names, names);
    if (haveNamesChanged) this.#replaceList(names, document, change);
    else this.#replaceNodes(document, change);
    this.#names = names;
    if (haveNamesChanged || change.replaced.size > 0) {
      this.#groups = undefined;
      this.#ofFactory.refresh();
    }
    return haveNamesChanged;
  }

  #replaceNodes(document: PipelineDocument, change: MutableChange): void {
    for (const element of this.#list.peek()) {
      const node = document.elements[element.name];
      if (node && node !== element.written) this.#updateNode(element, node, document, change);
    }
  }

  #replaceList(names: readonly string[], document: PipelineDocument, change: MutableChange): void {
    const present = new Set(names);
    for (const element of this.#list.peek()) {
      if (present.has(element.name)) continue;
      this.#byName.delete(element.name);
      this.words.replace(element.settings, none);
      change.removedElements.add(element);
    }
    const list = names.flatMap((name, at) => {
      const node = document.elements[name];
      if (!node) return [];
      const known = this.#byName.get(name);
      if (known) {
        known.moveTo(at);
        if (known.written !== node) this.#updateNode(known, node, document, change);
        return [known];
      }
      const element = new LiveElement(name, node, at, this.#options);
      element.resolve(document);
      this.words.replace(none, element.settings);
      this.#byName.set(name, element);
      change.elements.add(element);
      change.addedElements.add(element);
      return [element];
    });
    this.#list.value = list;
    this.#found.refresh();
  }

  /** Reads the settings of all that refer to parameters anew. */
  resolveAll(document: PipelineDocument, change: MutableChange): void {
    for (const element of this.#list.peek()) {
      if (!element.hasReferences()) continue;
      const before = element.settings;
      element.resolve(document);
      this.words.replace(before, element.settings);
      change.elements.add(element);
    }
  }

  #updateNode(
    element: LiveElement,
    node: ElementNode,
    document: PipelineDocument,
    change: MutableChange,
  ): void {
    if (element.written.factory !== node.factory) change.replaced.add(element);
    const before = element.settings;
    element.update(node, document);
    this.words.replace(before, element.settings);
    change.elements.add(element);
  }

  #group(factory: string): readonly LiveElement[] {
    if (!this.#groups) {
      const groups = new Map<string, LiveElement[]>();
      for (const element of this.#list.peek()) {
        const group = groups.get(element.written.factory);
        if (group) group.push(element);
        else groups.set(element.written.factory, [element]);
      }
      this.#groups = groups;
    }
    return this.#groups.get(factory) ?? none;
  }
}

const none: readonly never[] = [];
