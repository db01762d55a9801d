/** From the plan's names back to what was drawn. */
import type { LinkId, Plan, PlanElement, PlanLink } from '@pipewright/graph';
import type { RunPad, runner } from '@pipewright/protocol';

/** Where in the document something belongs, as far as it is known. */
export interface Origin {
  readonly element?: string;
  readonly link?: LinkId;
}

/** Lookup by plan names; built once per run. */
export class PlanOrigins {
  readonly #elements: ReadonlyMap<string, PlanElement>;
  readonly #links: ReadonlyMap<string, PlanLink>;
  readonly #planElementByDrawn = new Map<string, string>();

  constructor(plan: Plan) {
    this.#elements = new Map(plan.elements.map((element) => [element.name, element]));
    this.#links = new Map(plan.links.map((link) => [link.id, link]));
    for (const { name, origin } of plan.elements) {
      if (origin.kind === 'element' && !this.#planElementByDrawn.has(origin.element)) {
        this.#planElementByDrawn.set(origin.element, name);
      }
    }
  }

  /** The plan's name of a drawn element. */
  planElement(drawn: string): string | undefined {
    return this.#planElementByDrawn.get(drawn);
  }

  /** What was drawn for a plan element; with a pad, the link at that pad as well. */
  ofElement(planElement: string | undefined, pad?: string): Origin {
    if (planElement === undefined) {
      return {};
    }
    const origin = this.#elements.get(planElement)?.origin;
    if (origin === undefined) {
      return {};
    }
    if (origin.kind === 'link') {
      return { link: origin.link };
    }
    const link = pad === undefined ? undefined : this.#linkAt(planElement, pad)?.origin;
    return link === undefined ? { element: origin.element } : { element: origin.element, link };
  }

  /** The drawn link of a plan link. */
  drawnLink(planLink: string): LinkId | undefined {
    return this.#links.get(planLink)?.origin;
  }

  /** Whether a plan link leads into the caps filter of a drawn link. */
  leadsToCaps(planLink: string): boolean {
    const target = this.#links.get(planLink)?.toElement;
    return target !== undefined && this.#elements.get(target)?.origin.kind === 'link';
  }

  /**
   * The watched pads by drawn link. A link with caps is two links in the plan; the pad of the drawn
   * element, before the caps filter, stands for it.
   */
  runPads(watched: readonly runner.WatchedPad[]): RunPad[] {
    return watched.flatMap((pad) => {
      const origin = this.#elements.get(pad.element)?.origin;
      const link = this.#links.get(pad.linkId)?.origin;
      return origin?.kind === 'element' && link !== undefined
        ? [{ index: pad.index, link, element: origin.element, pad: pad.pad }]
        : [];
    });
  }

  #linkAt(planElement: string, pad: string): PlanLink | undefined {
    for (const link of this.#links.values()) {
      const from = link.fromElement === planElement && link.fromPad === pad;
      const to = link.toElement === planElement && link.toPad === pad;
      if (from || to) {
        return link;
      }
    }
    return undefined;
  }
}
