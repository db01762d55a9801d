/**
 * Caps of every link: what comes down from the sources meets what is wanted further on. Two walks
 * over the elements, one against the data and one along it, reach the fixed point of any graph
 * without cycles; in a cycle, what is not known yet counts as "anything". After an edit the walks
 * go only where something comes out otherwise than before.
 */
import { type Signal, signal } from '@preact/signals-core';
import type { IndexChange } from '../live/index-change.ts';
import type { LiveIndex } from '../live/live-index.ts';
import type { ElementView, LinkView, PipelineIndex } from '../pipeline-views.ts';
import { alongTheData, type ElementOrder } from './element-order.ts';
import { areLinkCapsSame, type LinkCaps, settle } from './link-caps.ts';
import { RankQueue } from './rank-queue.ts';
import { type ElementCaps, elementCapsOf, LinkWalk } from './walk.ts';

const solvers = new WeakMap<PipelineIndex, CapsSolver>();

/** What meets at a link; undefined when the document does not have it. */
export function capsAt(view: LinkView, index: PipelineIndex): LinkCaps | undefined {
  return solvers.get(index)?.at(view);
}

/** Keeps the caps of an index up to date. */
export class CapsSolver {
  readonly #index: LiveIndex;
  readonly #walk: LinkWalk;
  readonly #published = new Map<LinkView, Signal<LinkCaps>>();
  readonly #elements = new Map<ElementView, ElementCaps>();
  #order: ElementOrder = { elements: [], ranks: new Map(), hasCycle: false };

  constructor(index: LiveIndex) {
    this.#index = index;
    this.#walk = new LinkWalk(index);
    solvers.set(index, this);
  }

  at(view: LinkView): LinkCaps | undefined {
    return this.#published.get(view)?.value;
  }

  /** Follows what the index has changed. */
  refresh(change: IndexChange): void {
    for (const view of change.removedLinks) {
      this.#walk.forget(view);
      this.#published.delete(view);
    }
    for (const element of change.removedElements) this.#elements.delete(element);
    const hadCycle = this.#order.hasCycle;
    if (change.isShape) this.#order = alongTheData(this.#index.peekElements());
    const restarts = this.#restarts(change);
    if (restarts.size === 0 && change.rewired.size === 0 && !change.isTarget) return;
    // In a cycle it matters where the walks begin, so all begin anew; behind one no fixed point is
    // left from which they could go on.
    const hasCycle = hadCycle || this.#order.hasCycle;
    const isAnew = change.isTarget || this.#published.size === 0 || hasCycle;
    if (isAnew) this.#solveAll();
    else this.#solveFrom(restarts, change);
  }

  /** The links whose own part in it may be another: their caps, or what an end can do. */
  #restarts(change: IndexChange): Set<LinkView> {
    const restarts = new Set(change.links);
    for (const element of change.elements) {
      const before = this.#elements.get(element);
      const now = elementCapsOf(element);
      this.#elements.set(element, now);
      const isSame =
        before &&
        before.rule === now.rule &&
        before.given === now.given &&
        before.factory === now.factory;
      if (isSame) continue;
      for (const view of [...element.inputs, ...element.outputs]) restarts.add(view);
    }
    if (change.areParameters) {
      for (const view of this.#index.peekLinks()) {
        if (view.link.caps?.includes('${')) restarts.add(view);
      }
    }
    return restarts;
  }

  #solveAll(): void {
    const links = this.#index.peekLinks();
    for (const view of links) this.#walk.start(view);
    for (const element of this.#order.elements.toReversed()) this.#walk.back(element);
    for (const element of this.#order.elements) this.#walk.on(element);
    // Links from elements that are not there still take what their other end takes.
    for (const view of links) if (!view.from.element) this.#walk.meetAnything(view);
    this.#publish(links);
  }

  #solveFrom(restarts: ReadonlySet<LinkView>, { rewired }: IndexChange): void {
    const rankOf = (element: ElementView | undefined) =>
      element ? (this.#order.ranks.get(element) ?? 0) : Number.POSITIVE_INFINITY;
    const back = new RankQueue<LinkView>((view) => -rankOf(view.to.element));
    const on = new RankQueue<ElementView>(rankOf);
    const ownerless = new Set<LinkView>();
    const touched = new Set<LinkView>(restarts);
    const offerAgain = ({ from }: LinkView) => {
      if (from.element) on.add(from.element);
    };
    for (const view of restarts) {
      this.#walk.restart(view);
      back.add(view);
      offerAgain(view);
      if (view.to.element) on.add(view.to.element);
      // What the source pad itself can give counts for what is wanted of the links before it.
      for (const input of view.from.element?.inputs ?? []) back.add(input);
      if (!view.from.element) ownerless.add(view);
    }
    for (const element of rewired) {
      on.add(element);
      for (const input of element.inputs) back.add(input);
    }
    for (let view = back.take(); view; view = back.take()) {
      if (!this.#walk.wantAgain(view)) continue;
      touched.add(view);
      offerAgain(view);
      if (!view.from.element) ownerless.add(view);
      for (const input of view.from.element?.inputs ?? []) back.add(input);
    }
    for (const view of ownerless) {
      touched.add(view);
      if (this.#walk.meetAnything(view) && view.to.element) on.add(view.to.element);
    }
    for (let element = on.take(); element; element = on.take()) {
      for (const view of this.#walk.on(element)) {
        touched.add(view);
        if (view.to.element) on.add(view.to.element);
      }
    }
    this.#publish(touched);
  }

  /** Tells readers of the links whose caps have changed. */
  #publish(views: Iterable<LinkView>): void {
    for (const view of views) {
      const caps = this.#walk.at(view);
      const published = this.#published.get(view);
      if (!published) {
        this.#published.set(view, signal({ ...caps }));
        continue;
      }
      const before = published.peek();
      const now = settled(before, caps);
      if (!areLinkCapsSame(before, now)) published.value = now;
    }
  }
}

function settled(before: LinkCaps, caps: LinkCaps): LinkCaps {
  return {
    offered: settle(before.offered, caps.offered),
    filter: caps.filter,
    accepted: settle(before.accepted, caps.accepted),
    wanted: settle(before.wanted, caps.wanted),
    filtered: settle(before.filtered, caps.filtered),
    passing: settle(before.passing, caps.passing),
    expected: settle(before.expected, caps.expected),
  };
}
