/** The single steps of the solver: what one link or element makes of what its neighbours have. */
import { ANY_CAPS, type Caps } from '@pipewright/caps';
import type { ElementFactory } from '@pipewright/catalogue';
import { capsOfText, intersectOnce, templateCaps, withoutSystemVideo } from '../known-caps.ts';
import { resolveValue } from '../parameter-references.ts';
import type { ElementView, LinkEnd, LinkView, PipelineIndex } from '../pipeline-views.ts';
import { type LinkCaps, settle, unsettled } from './link-caps.ts';
import { choose, transfer, unite } from './transfer.ts';
import { type TransferRule, transferRuleOf } from './transfer-rules.ts';

/** All of an element that counts for caps. */
export interface ElementCaps {
  readonly factory: ElementFactory | undefined;
  readonly rule: TransferRule | undefined;
  /** What the src pads' caps lie in, from the element's properties. */
  readonly given: Caps | undefined;
}

export function elementCapsOf(element: ElementView): ElementCaps {
  const rule = transferRuleOf(element);
  return { factory: element.factory, rule, given: rule && givenCaps(rule, element) };
}

/** Caps that an end's own pad allows. Unknown factories and pads give and take anything. */
export function ownCaps({ element, template }: LinkEnd, { document }: PipelineIndex): Caps {
  if (!element || !template) return ANY_CAPS;
  const own = templateCaps(template, document.target.platform);
  // The new mux lists video in system memory, but stops with an error when such a frame comes.
  const isNewMuxInput = element.factory?.id === 'nvstreammux#new' && template.direction === 'sink';
  return isNewMuxInput ? withoutSystemVideo(own) : own;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A link's caps while the solver works on them. */
interface LinkState extends Mutable<LinkCaps> {
  /** What the link itself wants: its filter and its sink pad. */
  own: Caps;
}

/** The caps of all links as far as the walks have come. */
export class LinkWalk {
  readonly #index: PipelineIndex;
  readonly #links = new Map<LinkView, LinkState>();

  constructor(index: PipelineIndex) {
    this.#index = index;
  }

  at(view: LinkView): LinkCaps {
    const { offered, filter, accepted, wanted, filtered, passing, expected } =
      this.#links.get(view) ?? unsettled;
    return { offered, filter, accepted, wanted, filtered, passing, expected };
  }

  forget(view: LinkView): void {
    this.#links.delete(view);
  }

  /** Puts a link at its start: nothing but what it says itself. */
  start(view: LinkView): void {
    const own = this.#own(view);
    this.#links.set(view, { ...unsettled, ...own, wanted: own.own });
  }

  /** Reads anew what a link says itself; what flows stays until the walks come by. */
  restart(view: LinkView): void {
    this.#links.set(view, { ...(this.#links.get(view) ?? unsettled), ...this.#own(view) });
  }

  #own(view: LinkView): Pick<LinkState, 'filter' | 'accepted' | 'own'> {
    const filter = this.#filter(view);
    const accepted = this.#limited(view.to);
    return { filter, accepted, own: filter ? narrow(filter, accepted) : accepted };
  }

  /** Tells the element's inputs what its outputs must have. */
  back(element: ElementView): void {
    for (const input of element.inputs) this.#want(input);
  }

  /** Works out anew what is wanted of a link; returns whether that is something else now. */
  wantAgain(view: LinkView): boolean {
    const caps = this.#links.get(view);
    if (!caps) return false;
    const before = caps.wanted;
    caps.wanted = caps.own;
    this.#want(view);
    caps.wanted = settle(before, caps.wanted);
    return caps.wanted !== before;
  }

  #want(input: LinkView): void {
    const { element } = input.to;
    const rule = element && transferRuleOf(element);
    const caps = this.#links.get(input);
    if (!caps || !element || !rule?.isJoint) return;
    for (const output of element.outputs) {
      const wanted = this.#links.get(output)?.wanted ?? ANY_CAPS;
      // What the element can't give at all is reported at its output.
      const possible = intersectOnce(ownCaps(output.from, this.#index), wanted);
      caps.wanted = narrow(caps.wanted, transfer(rule, possible, caps.accepted));
    }
  }

  /** Gives the element's outputs what its inputs bring; returns those that have other caps now. */
  on(element: ElementView): LinkView[] {
    const rule = transferRuleOf(element);
    if (!rule) {
      return element.outputs.filter((output) =>
        this.#meet(output, ownCaps(output.from, this.#index)),
      );
    }
    const changed: LinkView[] = [];
    const incoming = rule.memory === 'other' ? ANY_CAPS : unite(this.#brought(element));
    const chosen = this.#chosen(element);
    const given = givenCaps(rule, element);
    let shared = incoming;
    for (const output of element.outputs) {
      const own = ownCaps(output.from, this.#index);
      const gives = given ? intersectOnce(own, given) : own;
      const isChanged = this.#meet(output, transfer(rule, shared, gives), (allowed) => {
        const [only = ANY_CAPS] = chosen;
        const following = chosen.length === 1 ? transfer(rule, only, gives) : ANY_CAPS;
        return choose(rule, chosen, narrow(allowed, following));
      });
      if (isChanged) changed.push(output);
      if (!rule.isJoint || element.outputs.length === 1) continue;
      // The branches after this one get what this one leaves them.
      const { offered = ANY_CAPS, wanted = ANY_CAPS } = this.#links.get(output) ?? {};
      shared = narrow(shared, transfer(rule, intersectOnce(offered, wanted), incoming));
    }
    return changed;
  }

  /** Lets anything come into a link; returns whether it has other caps now. */
  meetAnything(view: LinkView): boolean {
    return this.#meet(view, ANY_CAPS);
  }

  #meet(
    view: LinkView,
    offered: Caps,
    chooseFrom: (allowed: Caps) => Caps = (caps) => caps,
  ): boolean {
    const caps = this.#links.get(view);
    if (!caps) return false;
    const filtered = caps.filter ? intersectOnce(offered, caps.filter) : offered;
    const passing = intersectOnce(filtered, caps.accepted);
    const expected = chooseFrom(narrow(passing, caps.wanted));
    const before = { ...caps };
    caps.offered = settle(before.offered, offered);
    caps.filtered = settle(before.filtered, filtered);
    caps.passing = settle(before.passing, passing);
    caps.expected = settle(before.expected, expected);
    return (
      caps.offered !== before.offered ||
      caps.filtered !== before.filtered ||
      caps.passing !== before.passing ||
      caps.expected !== before.expected
    );
  }

  #filter({ link }: LinkView): Caps | undefined {
    if (link.caps === undefined) return undefined;
    const text = resolveValue(this.#index.document, link.caps);
    return typeof text === 'string' ? capsOfText(text) : undefined;
  }

  /** A filter element takes only what it lets through. */
  #limited(end: LinkEnd): Caps {
    const own = ownCaps(end, this.#index);
    const { element } = end;
    const rule = element && transferRuleOf(element);
    if (!element || rule?.keeps !== 'all' || rule.changes) return own;
    const given = givenCaps(rule, element);
    return given ? intersectOnce(own, given) : own;
  }

  /** What can come in by each input; behind a link that can't work, what the element takes. */
  #brought({ inputs }: ElementView): Caps[] {
    return inputs.map((input) => {
      const { passing, accepted } = this.#links.get(input) ?? unsettled;
      return passing.kind === 'empty' ? accepted : passing;
    });
  }

  /** What will come in by each input. */
  #chosen({ inputs }: ElementView): Caps[] {
    return inputs.map((input) => {
      const { expected } = this.#links.get(input) ?? unsettled;
      return expected.kind === 'empty' ? ANY_CAPS : expected;
    });
  }
}

/** What both allow; the first alone when that is nothing, for then the fault is somewhere else. */
function narrow(caps: Caps, limit: Caps): Caps {
  const both = intersectOnce(caps, limit);
  return both.kind === 'empty' ? caps : both;
}

function givenCaps(rule: TransferRule, element: ElementView): Caps | undefined {
  const text = rule.gives?.(element);
  return text === undefined ? undefined : capsOfText(text);
}
