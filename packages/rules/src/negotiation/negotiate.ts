/** The solver for those who draw, kept up to date edit by edit. */

import type { Catalogue } from '@pipewright/catalogue';
import type { LinkId, PipelineDocument } from '@pipewright/graph';
import { batch, effect } from '@preact/signals-core';
import type { IndexChange } from '../live/index-change.ts';
import { LiveIndex } from '../live/live-index.ts';
import type { ElementView, LinkView } from '../pipeline-views.ts';
import {
  type MemoryCopy,
  memoryCopyAt,
  type NegotiatedLink,
  negotiatedLink,
} from './expectations.ts';
import { CapsSolver } from './solve.ts';

export type { MemoryCopy, MemoryKind, NegotiatedLink } from './expectations.ts';

export interface Negotiation {
  /** Expected caps and memory of every link, by its id. */
  readonly links: ReadonlyMap<LinkId, NegotiatedLink>;
  /** Elements that take raw frames in one memory and give them in the other, in the document's order. */
  readonly copies: readonly MemoryCopy[];
}

/** Works out what the next document's links carry; what stays as it was stays the same object. */
export type Negotiator = (document: PipelineDocument) => Negotiation;

/** A negotiator for one document at a time, and one catalogue; never throws. */
export function createNegotiator(catalogue: Catalogue): Negotiator {
  let state: IncrementalNegotiation | undefined;
  return (document) => {
    state ??= new IncrementalNegotiation(document, catalogue);
    return state.update(document);
  };
}

/** Expected caps and memory of every link, by its id; never throws. */
export function negotiate(
  document: PipelineDocument,
  catalogue: Catalogue,
): ReadonlyMap<LinkId, NegotiatedLink> {
  return createNegotiator(catalogue)(document).links;
}

/** Elements that take raw frames in one memory and give them in the other, in the document's order. */
export function memoryCopies(
  document: PipelineDocument,
  catalogue: Catalogue,
): readonly MemoryCopy[] {
  return createNegotiator(catalogue)(document).copies;
}

class IncrementalNegotiation {
  readonly #index: LiveIndex;
  readonly #solver: CapsSolver;
  readonly #links = new Watched<LinkView, NegotiatedLink>();
  readonly #copies = new Watched<ElementView, MemoryCopy | undefined>();
  #current: Negotiation = { links: new Map(), copies: [] };

  constructor(document: PipelineDocument, catalogue: Catalogue) {
    this.#index = new LiveIndex(document, catalogue);
    this.#solver = new CapsSolver(this.#index);
  }

  update(document: PipelineDocument): Negotiation {
    const change = batch(() => {
      const indexChange = this.#index.update(document);
      this.#solver.refresh(indexChange);
      this.#watch(indexChange);
      return indexChange;
    });
    const areLinksChanged = this.#links.takeChanged() || change.isShape;
    const areCopiesChanged = this.#copies.takeChanged() || change.isShape;
    if (!areLinksChanged && !areCopiesChanged) return this.#current;
    this.#current = {
      links: areLinksChanged ? this.#linksById() : this.#current.links,
      copies: areCopiesChanged ? this.#copiesInOrder() : this.#current.copies,
    };
    return this.#current;
  }

  #watch({ removedLinks, removedElements, links, addedElements }: IndexChange): void {
    for (const view of removedLinks) this.#links.drop(view);
    for (const element of removedElements) this.#copies.drop(element);
    for (const view of links) this.#links.watch(view, () => negotiatedLink(view, this.#index));
    for (const element of addedElements) {
      this.#copies.watch(element, () => memoryCopyAt(element, this.#index));
    }
  }

  #linksById(): Map<LinkId, NegotiatedLink> {
    const links = new Map<LinkId, NegotiatedLink>();
    for (const view of this.#index.peekLinks()) {
      const link = this.#links.get(view);
      if (link) links.set(view.id, link);
    }
    return links;
  }

  #copiesInOrder(): MemoryCopy[] {
    return this.#index.peekElements().flatMap((element) => this.#copies.get(element) ?? []);
  }
}

/** Answers for subjects, each worked out again when something has changed that it is made of. */
class Watched<Subject, Answer> {
  readonly #answers = new Map<Subject, { answer: Answer; readonly stop: () => void }>();
  #isChanged = false;

  get(subject: Subject): Answer | undefined {
    return this.#answers.get(subject)?.answer;
  }

  watch(subject: Subject, work: () => Answer): void {
    if (this.#answers.has(subject)) return;
    let first: Answer | undefined;
    let kept: { answer: Answer } | undefined;
    const stop = effect(() => {
      const answer = work();
      first = answer;
      if (kept && kept.answer !== answer) {
        kept.answer = answer;
        this.#isChanged = true;
      }
    });
    kept = { answer: first as Answer };
    this.#answers.set(subject, Object.assign(kept, { stop }));
    this.#isChanged = true;
  }

  drop(subject: Subject): void {
    this.#answers.get(subject)?.stop();
    this.#answers.delete(subject);
    this.#isChanged = true;
  }

  /** Whether any answer has changed since it was last asked. */
  takeChanged(): boolean {
    const isChanged = this.#isChanged;
    this.#isChanged = false;
    return isChanged;
  }
}
