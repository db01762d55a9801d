/** One element, kept up to date for its readers. */

import type { Catalogue, ElementFactory } from '@pipewright/catalogue';
import type { ElementNode, PipelineDocument } from '@pipewright/graph';
import { type Signal, signal } from '@preact/signals-core';
import { resolveValue } from '../parameter-references.ts';
import {
  canonicalPropertyName,
  type ElementView,
  type LinkView,
  type Setting,
} from '../pipeline-views.ts';
import { KeyedSignals } from './keyed-signals.ts';
import { Answers, areListsSame } from './remembered.ts';

export class LiveElement implements ElementView {
  readonly name: string;
  #answers: Answers | undefined;
  /** Its parts are noted one by one. */
  readonly node: ElementNode;
  readonly #catalogue: Catalogue;
  readonly #isStill: boolean;
  readonly #position: Signal<number>;
  readonly #factoryName: Signal<string>;
  readonly #properties: Signal<ElementNode['properties']>;
  readonly #pads: Signal<ElementNode['pads']>;
  readonly #factory: Signal<ElementFactory | undefined>;
  readonly #settings: Signal<readonly Setting[]>;
  readonly #inputs = signal<readonly LinkView[]>([]);
  readonly #outputs = signal<readonly LinkView[]>([]);
  readonly #byProperty = new KeyedSignals((property) => this.#find(property));
  /** The node as the document has it. */
  written: ElementNode;

  /** `isStill`: it is never going to change, so what is read of it need not be noted. */
  constructor(
    name: string,
    node: ElementNode,
    position: number,
    { catalogue, isStill }: { readonly catalogue: Catalogue; readonly isStill: boolean },
  ) {
    this.#isStill = isStill;
    this.name = name;
    this.written = node;
    this.#catalogue = catalogue;
    const factoryName = signal(node.factory);
    const properties = signal(node.properties);
    const pads = signal(node.pads);
    this.#factoryName = factoryName;
    this.#properties = properties;
    this.#pads = pads;
    this.#position = signal(position);
    this.#factory = signal(catalogue.factory(node.factory));
    this.#settings = signal([]);
    this.node = {
      get factory() {
        return factoryName.value;
      },
      get properties() {
        return properties.value;
      },
      get pads() {
        return pads.value;
      },
    };
  }

  get answers(): Answers {
    this.#answers ??= new Answers();
    return this.#answers;
  }

  get position(): number {
    return this.#position.value;
  }

  get factory(): ElementFactory | undefined {
    return this.#factory.value;
  }

  get settings(): readonly Setting[] {
    return this.#settings.value;
  }

  get inputs(): readonly LinkView[] {
    return this.#inputs.value;
  }

  get outputs(): readonly LinkView[] {
    return this.#outputs.value;
  }

  setting(property: string): Setting | undefined {
    return this.#isStill ? this.#find(property) : this.#byProperty.read(property);
  }

  moveTo(position: number): void {
    this.#position.value = position;
  }

  /** Whether the values that the element writes depend on parameters. */
  hasReferences(): boolean {
    return this.#settings.peek().some(({ written }) => isReference(written));
  }

  /** Takes its next node. */
  update(node: ElementNode, document: PipelineDocument): void {
    this.written = node;
    this.#factoryName.value = node.factory;
    this.#properties.value = node.properties;
    this.#pads.value = node.pads;
    this.#factory.value = this.#catalogue.factory(node.factory);
    this.resolve(document);
  }

  /** Reads its settings anew; those that are as before stay the same. */
  resolve(document: PipelineDocument): void {
    const before = this.#settings.peek();
    const settings = settingsOf(this.name, this.written, document, this.#catalogue);
    for (const [at, setting] of settings.entries()) {
      const known = before[at];
      const same = known && isSameSetting(known, setting) ? known : findSame(before, setting);
      if (same) settings[at] = same;
    }
    if (areListsSame(before, settings)) return;
    this.#settings.value = settings;
    this.#byProperty.refresh();
  }

  /** Takes its links; false when they are those it had. */
  rewire(inputs: readonly LinkView[], outputs: readonly LinkView[]): boolean {
    const isSame =
      areListsSame(this.#inputs.peek(), inputs) && areListsSame(this.#outputs.peek(), outputs);
    if (!areListsSame(this.#inputs.peek(), inputs)) this.#inputs.value = inputs;
    if (!areListsSame(this.#outputs.peek(), outputs)) this.#outputs.value = outputs;
    return !isSame;
  }

  #find(property: string): Setting | undefined {
    return this.#settings
      .peek()
      .find(
        (setting) =>
          setting.pad === undefined &&
          (setting.property === property || canonicalPropertyName(setting.property) === property),
      );
  }
}

function isReference(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}

function findSame(settings: readonly Setting[], setting: Setting): Setting | undefined {
  return settings.find((each) => isSameSetting(each, setting));
}

function isSameSetting(a: Setting, b: Setting): boolean {
  return (
    a.property === b.property &&
    a.pad === b.pad &&
    Object.is(a.written, b.written) &&
    Object.is(a.value, b.value) &&
    a.spec === b.spec
  );
}

function settingsOf(
  element: string,
  node: ElementNode,
  document: PipelineDocument,
  catalogue: Catalogue,
): Setting[] {
  const settings: Setting[] = [];
  for (const [property, written] of Object.entries(node.properties)) {
    const spec =
      catalogue.property(node.factory, property) ??
      catalogue.property(node.factory, canonicalPropertyName(property));
    settings.push({ element, property, written, value: resolveValue(document, written), spec });
  }
  for (const [pad, properties] of Object.entries(node.pads)) {
    const template = catalogue.padTemplateFor(node.factory, pad);
    for (const [property, written] of Object.entries(properties)) {
      const canonical = canonicalPropertyName(property);
      const spec = template?.properties.find((candidate) => candidate.name === canonical);
      const value = resolveValue(document, written);
      settings.push({ element, pad, property, written, value, spec });
    }
  }
  return settings;
}
