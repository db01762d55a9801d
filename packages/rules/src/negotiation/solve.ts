/**
 * Caps of every link: what comes down from the sources meets what is wanted further on. Two walks
 * over the elements, one against the data and one along it, reach the fixed point of any graph
 * without cycles; in a cycle, what is not known yet counts as "anything".
 */
import { ANY_CAPS, type Caps } from '@pipewright/caps';
import { capsOfText, intersectOnce, templateCaps, withoutSystemVideo } from '../known-caps.ts';
import { resolveValue } from '../parameter-references.ts';
import type { ElementView, LinkEnd, LinkView, PipelineIndex } from '../pipeline-index.ts';
import { choose, transfer, unite } from './transfer.ts';
import { type TransferRule, transferRuleOf } from './transfer-rules.ts';

/** What meets at a link. */
export interface LinkCaps {
  /** What comes out of the source pad, from all that is upstream. */
  readonly offered: Caps;
  /** The caps written on the link; undefined when there are none, or they can't be read. */
  readonly filter: Caps | undefined;
  /** What the sink pad itself can take. */
  readonly accepted: Caps;
  /** What is wanted of the source pad: the filter's, the sink pad's and, through it, all that follows. */
  readonly wanted: Caps;
  /** What is left of `offered` behind the filter. */
  readonly filtered: Caps;
  /** What gets through the link itself; empty when it can't work. */
  readonly passing: Caps;
  /** What flows when the pipeline runs; empty when the link can't work. */
  readonly expected: Caps;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const solutions = new WeakMap<PipelineIndex, ReadonlyMap<LinkView, LinkCaps>>();

/** What meets at each link; worked out once for all rules. */
export function solveCaps(index: PipelineIndex): ReadonlyMap<LinkView, LinkCaps> {
  let solution = solutions.get(index);
  if (!solution) {
    solution = new Solver(index).solve();
    solutions.set(index, solution);
  }
  return solution;
}

/** Caps that an end's own pad allows. Unknown factories and pads give and take anything. */
export function ownCaps({ element, template }: LinkEnd, { document }: PipelineIndex): Caps {
  if (!element || !template) return ANY_CAPS;
  const own = templateCaps(template, document.target.platform);
  // The new mux lists video in system memory, but stops with an error when such a frame comes.
  const isNewMuxInput = element.factory?.id === 'nvstreammux#new' && template.direction === 'sink';
  return isNewMuxInput ? withoutSystemVideo(own) : own;
}

class Solver {
  readonly #index: PipelineIndex;
  readonly #links = new Map<LinkView, Mutable<LinkCaps>>();
  readonly #order: readonly ElementView[];

  constructor(index: PipelineIndex) {
    this.#index = index;
    this.#order = alongTheData(index);
  }

  solve(): ReadonlyMap<LinkView, LinkCaps> {
    for (const view of this.#index.links) this.#links.set(view, this.#start(view));
    for (let at = this.#order.length - 1; at >= 0; at--) {
      const element = this.#order[at];
      if (element) this.#walkBack(element);
    }
    for (const element of this.#order) this.#walkOn(element);
    // Links from elements that are not there still take what their other end takes.
    for (const view of this.#index.links) if (!view.from.element) this.#meet(view, ANY_CAPS);
    return this.#links;
  }

  #start(view: LinkView): Mutable<LinkCaps> {
    const filter = this.#filter(view);
    const accepted = this.#limited(view.to);
    const wanted = filter ? narrow(filter, accepted) : accepted;
    return {
      offered: ANY_CAPS,
      filter,
      accepted,
      wanted,
      filtered: ANY_CAPS,
      passing: ANY_CAPS,
      expected: ANY_CAPS,
    };
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

  /** Tells the element's inputs what its outputs must have. */
  #walkBack(element: ElementView): void {
    const rule = transferRuleOf(element);
    if (!rule?.isJoint || element.outputs.length === 0) return;
    for (const input of element.inputs) {
      const caps = this.#links.get(input);
      if (!caps) continue;
      for (const output of element.outputs) {
        const wanted = this.#links.get(output)?.wanted ?? ANY_CAPS;
        // What the element can't give at all is reported at its output.
        const possible = intersectOnce(ownCaps(output.from, this.#index), wanted);
        caps.wanted = narrow(caps.wanted, transfer(rule, possible, caps.accepted));
      }
    }
  }

  /** Gives the element's outputs what its inputs bring. */
  #walkOn(element: ElementView): void {
    const rule = transferRuleOf(element);
    if (!rule) {
      for (const output of element.outputs) this.#meet(output, ownCaps(output.from, this.#index));
      return;
    }
    const incoming = rule.memory === 'other' ? ANY_CAPS : unite(this.#brought(element));
    const chosen = this.#chosen(element);
    const given = givenCaps(rule, element);
    let shared = incoming;
    for (const output of element.outputs) {
      const own = ownCaps(output.from, this.#index);
      const gives = given ? intersectOnce(own, given) : own;
      this.#meet(output, transfer(rule, shared, gives), (allowed) => {
        const [only = ANY_CAPS] = chosen;
        const following = chosen.length === 1 ? transfer(rule, only, gives) : ANY_CAPS;
        return choose(rule, chosen, narrow(allowed, following));
      });
      if (!rule.isJoint || element.outputs.length === 1) continue;
      // The branches after this one get what this one leaves them.
      const { offered = ANY_CAPS, wanted = ANY_CAPS } = this.#links.get(output) ?? {};
      shared = narrow(shared, transfer(rule, intersectOnce(offered, wanted), incoming));
    }
  }

  /** What can come in by each input; behind a link that can't work, what the element takes. */
  #brought({ inputs }: ElementView): Caps[] {
    return inputs.map((input) => {
      const { passing = ANY_CAPS, accepted = ANY_CAPS } = this.#links.get(input) ?? {};
      return passing.kind === 'empty' ? accepted : passing;
    });
  }

  /** What will come in by each input. */
  #chosen({ inputs }: ElementView): Caps[] {
    return inputs.map((input) => {
      const { expected = ANY_CAPS } = this.#links.get(input) ?? {};
      return expected.kind === 'empty' ? ANY_CAPS : expected;
    });
  }

  #meet(view: LinkView, offered: Caps, chooseFrom: (allowed: Caps) => Caps = (caps) => caps): void {
    const caps = this.#links.get(view);
    if (!caps) return;
    caps.offered = offered;
    caps.filtered = caps.filter ? intersectOnce(offered, caps.filter) : offered;
    caps.passing = intersectOnce(caps.filtered, caps.accepted);
    caps.expected = chooseFrom(narrow(caps.passing, caps.wanted));
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

/** Every element: sources before what they feed; those in or behind a cycle come last. */
function alongTheData({ elements }: PipelineIndex): ElementView[] {
  const missing = new Map<ElementView, number>();
  const order: ElementView[] = [];
  for (const element of elements.values()) {
    const numInputs = element.inputs.filter(({ from }) => from.element).length;
    missing.set(element, numInputs);
    if (numInputs === 0) order.push(element);
  }
  for (const element of order) {
    for (const { to } of element.outputs) {
      if (!to.element) continue;
      const left = (missing.get(to.element) ?? 0) - 1;
      missing.set(to.element, left);
      if (left === 0) order.push(to.element);
    }
  }
  const ordered = new Set(order);
  for (const element of elements.values()) if (!ordered.has(element)) order.push(element);
  return order;
}
