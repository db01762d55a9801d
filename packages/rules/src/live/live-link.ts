/** One link, kept up to date for its readers. */

import type { Catalogue, PadTemplate } from '@pipewright/catalogue';
import { type Link, type LinkId, linkId, type PadRef } from '@pipewright/graph';
import { type Signal, signal } from '@preact/signals-core';
import type { LinkEnd, LinkView } from '../pipeline-views.ts';
import type { LiveElement } from './live-element.ts';
import { Answers } from './remembered.ts';

export class LiveLink implements LinkView {
  readonly id: LinkId;
  #answers: Answers | undefined;
  readonly from: LiveEnd;
  readonly to: LiveEnd;
  readonly #link: Signal<Link>;
  readonly #position: Signal<number>;

  constructor(link: Link, position: number, catalogue: Catalogue) {
    this.id = linkId(link);
    this.from = new LiveEnd(link.from, catalogue);
    this.to = new LiveEnd(link.to, catalogue);
    this.#link = signal(link);
    this.#position = signal(position);
  }

  get answers(): Answers {
    this.#answers ??= new Answers();
    return this.#answers;
  }

  get link(): Link {
    return this.#link.value;
  }

  get position(): number {
    return this.#position.value;
  }

  /** Takes the link as the document has it now: with the same ends. */
  update(link: Link): void {
    this.#link.value = link;
  }

  moveTo(position: number): void {
    this.#position.value = position;
  }
}

/** One end of a link; the element it names may be missing, or come and go. */
export class LiveEnd implements LinkEnd {
  readonly name: string;
  readonly pad: string;
  readonly #catalogue: Catalogue;
  readonly #element = signal<LiveElement | undefined>(undefined);

  constructor({ element, pad }: PadRef, catalogue: Catalogue) {
    this.name = element;
    this.pad = pad;
    this.#catalogue = catalogue;
  }

  get element(): LiveElement | undefined {
    return this.#element.value;
  }

  get template(): PadTemplate | undefined {
    const { element } = this;
    return element && this.#catalogue.padTemplateFor(element.node.factory, this.pad);
  }

  /** False when it was joined to that element already. */
  join(element: LiveElement | undefined): boolean {
    if (this.#element.peek() === element) return false;
    this.#element.value = element;
    return true;
  }
}
