/** What meets at a link. */
import { ANY_CAPS, type Caps, formatCaps } from '@pipewright/caps';

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

/** Where nothing is known yet, anything may flow. */
export const unsettled: LinkCaps = {
  offered: ANY_CAPS,
  filter: undefined,
  accepted: ANY_CAPS,
  wanted: ANY_CAPS,
  filtered: ANY_CAPS,
  passing: ANY_CAPS,
  expected: ANY_CAPS,
};

/** The caps before where they say the same, so that who compares them finds the very same. */
export function settle(before: Caps, caps: Caps): Caps {
  if (before === caps) return before;
  const isSame = before.kind === caps.kind && formatCaps(before) === formatCaps(caps);
  return isSame ? before : caps;
}

/** Whether all is as it was. */
export function areLinkCapsSame(a: LinkCaps, b: LinkCaps): boolean {
  return (
    a.offered === b.offered &&
    a.filter === b.filter &&
    a.accepted === b.accepted &&
    a.wanted === b.wanted &&
    a.filtered === b.filtered &&
    a.passing === b.passing &&
    a.expected === b.expected
  );
}
