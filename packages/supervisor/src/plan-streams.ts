/** The streams of a plan by name: what a run's frames are counted by. */
import type { Plan, PlanLink } from '@pipewright/graph';
import type { RunPad } from '@pipewright/protocol';

const MUXERS: ReadonlySet<string> = new Set(['nvstreammux', 'nvmultiurisrcbin']);

/** A source of the plan and where its frames are counted. */
export interface PlanStream {
  /** The source's element name. */
  readonly name: string;
  /** Source id in batches: the number of the muxer's pad; absent where nothing is batched. */
  readonly sourceId?: number;
  /** Watched pad that counts its frames where nothing is batched. */
  readonly padIndex?: number;
}

/** Streams in order of the muxer's pads; without a muxer, one for every source element. */
export function streamsOf(plan: Plan, pads: readonly RunPad[]): PlanStream[] {
  const factories = new Map(plan.elements.map(({ name, factory }) => [name, factory]));
  const intoMuxer = plan.links.filter((link) => MUXERS.has(factories.get(link.toElement) ?? ''));
  if (intoMuxer.length > 0) {
    return intoMuxer
      .map((link, position) => ({
        name: rootSource(plan.links, link.fromElement),
        sourceId: muxerPadNumber(link.toPad) ?? position,
      }))
      .sort((a, b) => a.sourceId - b.sourceId);
  }
  const fed = new Set(plan.links.map((link) => link.toElement));
  return plan.elements
    .filter(({ name }) => !fed.has(name))
    .flatMap(({ name }) => {
      const pad = pads.find(({ element }) => element === name);
      return pad === undefined ? [] : [{ name, padIndex: pad.index }];
    });
}

function muxerPadNumber(pad: string): number | undefined {
  const number = /^sink_(\d+)$/.exec(pad)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The element with no input that feeds this one, by the first way up. */
function rootSource(links: readonly PlanLink[], element: string): string {
  const visited = new Set<string>();
  let current = element;
  while (!visited.has(current)) {
    visited.add(current);
    const into = links.find((link) => link.toElement === current);
    if (into === undefined) {
      return current;
    }
    current = into.fromElement;
  }
  return element;
}
