/** The order in which elements and links are written: chains where linear, references elsewhere. */
import type { LaunchLink } from './launch-pads.ts';

/** A piece of gst-launch text; `!` stands between the pieces of a chain. */
export type LaunchPiece =
  | { readonly kind: 'element'; readonly element: string }
  /** `element.pad`, or `element.` when gst-launch finds the pad. */
  | { readonly kind: 'reference'; readonly element: string; readonly pad?: string }
  | { readonly kind: 'caps'; readonly caps: string };

export type LaunchChain = readonly LaunchPiece[];

/**
 * Writes sources first, each followed by what it feeds as far as that is linear. Each element is
 * written once, each link once.
 */
export function makeChains(
  elements: readonly string[],
  links: readonly LaunchLink[],
): LaunchChain[] {
  return new ChainWriter(elements, links).chains();
}

class ChainWriter {
  readonly #elements: readonly string[];
  readonly #outputs: ReadonlyMap<string, LaunchLink[]>;
  readonly #inputs: ReadonlyMap<string, LaunchLink[]>;
  readonly #written = new Set<string>();
  readonly #chains: LaunchChain[] = [];

  constructor(elements: readonly string[], links: readonly LaunchLink[]) {
    this.#elements = elements;
    this.#outputs = groupByEnd(links, 'from');
    this.#inputs = groupByEnd(links, 'to');
  }

  chains(): LaunchChain[] {
    for (const element of this.#elements) {
      const [input] = this.#inputs.get(element) ?? [];
      if (input === undefined || !this.#continuesInto(input)) this.#writeFrom(element);
    }
    // What is left goes round in circles.
    for (const element of this.#elements) this.#writeFrom(element);
    return this.#chains;
  }

  #writeFrom(element: string): void {
    if (this.#written.has(element)) return;
    const chain: LaunchPiece[] = [];
    const last = this.#follow(chain, element);
    this.#chains.push(chain);
    this.#writeBranches(last);
  }

  /** Writes elements into the chain as long as there is one way on; returns the last. */
  #follow(chain: LaunchPiece[], start: string): string {
    let element = start;
    for (;;) {
      chain.push({ kind: 'element', element });
      this.#written.add(element);
      const outputs = this.#outputs.get(element) ?? [];
      const [link] = outputs;
      if (link === undefined || outputs.length > 1 || link.fromPad !== undefined) return element;
      if (!this.#enter(chain, link)) return element;
      element = link.to;
    }
  }

  /** A chain for each link that the last element's own chain could not take. */
  #writeBranches(element: string): void {
    const outputs = this.#outputs.get(element) ?? [];
    const [only] = outputs;
    if (only !== undefined && outputs.length === 1 && only.fromPad === undefined) return;
    for (const link of outputs) {
      const chain: LaunchPiece[] = [reference(element, link.fromPad)];
      const last = this.#enter(chain, link) ? this.#follow(chain, link.to) : undefined;
      this.#chains.push(chain);
      if (last !== undefined) this.#writeBranches(last);
    }
  }

  /** Writes a link's caps; true when its target is to be written next, else refers to the target. */
  #enter(chain: LaunchPiece[], link: LaunchLink): boolean {
    if (link.caps !== undefined) chain.push({ kind: 'caps', caps: link.caps });
    if (this.#continuesInto(link) && !this.#written.has(link.to)) return true;
    chain.push(reference(link.to, link.toPad));
    return false;
  }

  /** Whether the target can stand right behind the link: it has no other input, and needs no pad. */
  #continuesInto(link: LaunchLink): boolean {
    return link.toPad === undefined && this.#inputs.get(link.to)?.length === 1;
  }
}

function reference(element: string, pad: string | undefined): LaunchPiece {
  return { kind: 'reference', element, ...(pad !== undefined && { pad }) };
}

function groupByEnd(links: readonly LaunchLink[], end: 'from' | 'to'): Map<string, LaunchLink[]> {
  const groups = new Map<string, LaunchLink[]>();
  for (const link of links) {
    const group = groups.get(link[end]) ?? [];
    groups.set(link[end], group);
    group.push(link);
  }
  return groups;
}
