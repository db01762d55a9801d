/** Which medium an element wants, for the choice among the pads that a demuxer is going to have. */
import { parseCaps } from '@pipewright/caps';
import type { Catalogue } from '@pipewright/catalogue';

/** As demuxers name their pads. */
export type Medium = 'video' | 'audio' | 'subtitle';

/** The only medium that caps are about; undefined when there are several or any. */
export function mediumOfCaps(text: string): Medium | undefined {
  const parsed = parseCaps(text);
  if (!parsed.ok || parsed.caps.kind !== 'structures') return undefined;
  const media = new Set(parsed.caps.structures.map(({ name }) => mediumOfType(name)));
  const [medium] = media;
  return media.size === 1 ? medium : undefined;
}

function mediumOfType(name: string): Medium | undefined {
  if (/^(?:video|image)\//.test(name)) return 'video';
  if (name.startsWith('audio/')) return 'audio';
  return /^(?:text|subpicture|subtitle|closedcaption)\/|^application\/x-(?:ssa|ass|subtitle)/.test(
    name,
  )
    ? 'subtitle'
    : undefined;
}

export interface HintGraph {
  readonly catalogue: Catalogue;
  readonly factoryOf: (index: number) => string;
  /** Elements that an element's data goes to, with the caps on the way. */
  readonly next: (index: number) => readonly { readonly index: number; readonly caps?: string }[];
}

// Far enough for any queue, tee and parser in between.
const MAX_STEPS = 16;

/** The medium that an element wants, or what it passes its data on to. */
export function mediumOfElement(index: number, graph: HintGraph): Medium | undefined {
  let steps: readonly number[] = [index];
  const seen = new Set<number>();
  for (let count = 0; count < MAX_STEPS && steps.length > 0; count++) {
    const following: number[] = [];
    for (const step of steps) {
      if (seen.has(step)) continue;
      seen.add(step);
      const medium = ownMedium(graph.factoryOf(step), graph.catalogue);
      if (medium !== undefined) return medium;
      for (const { index: next, caps } of graph.next(step)) {
        const filtered = caps === undefined ? undefined : mediumOfCaps(caps);
        if (filtered !== undefined) return filtered;
        following.push(next);
      }
    }
    steps = following;
  }
  return undefined;
}

function ownMedium(factory: string, catalogue: Catalogue): Medium | undefined {
  const sinks = catalogue.factory(factory)?.pads.filter(({ direction }) => direction === 'sink');
  const media = new Set(sinks?.map(({ caps }) => mediumOfCaps(caps)));
  const [medium] = media;
  return media.size === 1 ? medium : undefined;
}
