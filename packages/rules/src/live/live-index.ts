/** The index of a document that is edited: each reader is told when what it read has changed. */

import { type Catalogue, type Config, readConfig } from '@pipewright/catalogue';
import type { LinkId, PipelineDocument } from '@pipewright/graph';
import { computed, type ReadonlySignal } from '@preact/signals-core';
import type { FileFacts, FileLookup } from '../files.ts';
import {
  type ElementView,
  type ElementViews,
  type LinkView,
  ownedFileName,
  type PipelineIndex,
} from '../pipeline-views.ts';
import { type IndexChange, MutableChange } from './index-change.ts';
import { KeyedSignals } from './keyed-signals.ts';
import { LiveElements } from './live-elements.ts';
import { LiveLinks } from './live-links.ts';
import { Answers } from './remembered.ts';
import { TrackedDocument } from './tracked-document.ts';

const knowsNothing: FileLookup = () => undefined;

export class LiveIndex implements PipelineIndex {
  readonly catalogue: Catalogue;
  #answers: Answers | undefined;
  readonly #document: TrackedDocument;
  readonly #elements: LiveElements;
  readonly #links: LiveLinks;
  readonly #facts = new KeyedSignals((path) => this.#files(path), areFactsSame);
  readonly #configs = new Map<string, ReadonlySignal<Config | undefined>>();
  #current: PipelineDocument | undefined;
  #files: FileLookup = knowsNothing;

  /** Empty until the first `update`, which is the only one when it `isStill`. */
  constructor(document: PipelineDocument, catalogue: Catalogue, isStill = false) {
    this.catalogue = catalogue;
    this.#document = new TrackedDocument(document);
    this.#elements = new LiveElements(catalogue, isStill);
    this.#links = new LiveLinks(catalogue, this.#elements);
  }

  get answers(): Answers {
    this.#answers ??= new Answers();
    return this.#answers;
  }

  get document(): PipelineDocument {
    return this.#document.view;
  }

  get elements(): ElementViews {
    return this.#elements;
  }

  get links(): readonly LinkView[] {
    return this.#links.all;
  }

  elementsOf(factory: string): readonly ElementView[] {
    return this.#elements.ofFactory(factory);
  }

  link(id: LinkId): LinkView | undefined {
    return this.#links.get(id);
  }

  file(path: string): FileFacts | undefined {
    return this.#facts.read(path);
  }

  config(path: string): Config | undefined {
    let config = this.#configs.get(path);
    if (!config) {
      config = computed(() => this.#readConfig(path), {
        unwatched: () => this.#configs.delete(path),
      });
      this.#configs.set(path, config);
    }
    return config.value;
  }

  mentions(word: string): boolean {
    return this.#elements.words.has(word);
  }

  /** Paths that are asked for and not known, sorted. */
  unknownPaths(): string[] {
    return [...this.#facts.names()].filter((path) => this.#files(path) === undefined).sort();
  }

  /** All elements as they are now, without a note that someone asked. */
  peekElements(): readonly ElementView[] {
    return this.#elements.peekAll();
  }

  /** All links as they are now, without a note that someone asked. */
  peekLinks(): readonly LinkView[] {
    return this.#links.peekAll();
  }

  /** Whether the document has an element of the name now, without a note that someone asked. */
  peekElement(name: string): ElementView | undefined {
    return this.#elements.peek(name);
  }

  /** Takes the next document. Cheap where it shares its parts with the one before. */
  update(document: PipelineDocument, files: FileLookup = knowsNothing): IndexChange {
    const before = this.#current;
    const change = new MutableChange();
    this.#current = document;
    this.#files = files;
    if (document !== before) {
      change.isTarget = document.target !== before?.target;
      change.areParameters = document.parameters !== before?.parameters;
      const areElementsMoved =
        document.elements !== before?.elements && this.#elements.update(document, change);
      if (before && change.areParameters) this.#elements.resolveAll(document, change);
      this.#elements.words.publish();
      const areLinksMoved = this.#links.update(document.links, change);
      change.isShape = areElementsMoved || areLinksMoved;
      this.#document.update(document, this.#elements.names());
    }
    this.#facts.refresh();
    return change;
  }

  #readConfig(path: string): Config | undefined {
    const { document } = this;
    const owned = ownedFileName(document, path);
    if (owned !== undefined) return readConfig(owned, document.files[owned] ?? '');
    const facts = this.file(path);
    return facts?.exists && facts.text !== undefined ? readConfig(path, facts.text) : undefined;
  }
}

function areFactsSame(a: FileFacts | undefined, b: FileFacts | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  if (!a.exists) return !b.exists && a.reason === b.reason;
  return b.exists && a.kind === b.kind && a.sizeBytes === b.sizeBytes && a.text === b.text;
}
