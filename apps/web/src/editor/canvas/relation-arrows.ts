/** Where the arrows between GIEs and those that work on what they make are drawn. */
import type { GieRelation } from '@pipewright/rules';
import type { Positions } from '../history.ts';
import { BOX_WIDTH } from '../placement.ts';

export interface RelationArrow {
  readonly key: string;
  readonly relation: GieRelation;
  /** A path in canvas pixels, ending at the arrow's head. */
  readonly path: string;
  /** Where its label has the middle of its lower edge. */
  readonly label: { readonly x: number; readonly y: number };
}

/** Where on an arrow its label is, 0..1: behind the middle, where arrows of one maker part. */
const LABEL_AT = 0.66;
/** How far arrows leave a box beside its middle, so that those that come and go stay apart. */
const SIDE = 24;
const LEAST_RISE = 44;
const MOST_RISE = 150;
/** Room that each further arrow between the same columns gets. */
const NEST = 14;

/**
 * Arcs over the boxes, from the top of the one that makes to the top of the one that works: links
 * go sideways, so that the two are not taken for each other. Higher where they span more.
 */
export function relationArrows(
  relations: readonly GieRelation[],
  positions: Positions,
): readonly RelationArrow[] {
  const numFrom = new Map<string, number>();
  return relations.flatMap((relation): RelationArrow[] => {
    const from = positions[relation.from];
    const to = positions[relation.to];
    if (from === undefined || to === undefined) return [];
    const nth = numFrom.get(relation.from) ?? 0;
    numFrom.set(relation.from, nth + 1);
    const direction = to.x >= from.x ? 1 : -1;
    const start = { x: from.x + BOX_WIDTH / 2 + direction * SIDE, y: from.y };
    const end = { x: to.x + BOX_WIDTH / 2 - direction * SIDE, y: to.y };
    const span = Math.abs(end.x - start.x);
    const rise = Math.min(MOST_RISE, Math.max(LEAST_RISE, span * 0.16)) + nth * NEST;
    const top = Math.min(start.y, end.y) - rise;
    return [
      {
        key: `${relation.kind} ${relation.from} ${relation.to} ${relation.gieId}`,
        relation,
        path: `M${start.x},${start.y} C${start.x},${top} ${end.x},${top} ${end.x},${end.y}`,
        label: {
          x: onCurve(start.x, start.x, end.x, end.x),
          y: onCurve(start.y, top, top, end.y),
        },
      },
    ];
  });
}

/** Moves labels up until each is `height` above the ones below it, however far apart they are. */
export function spreadLabels(
  arrows: readonly RelationArrow[],
  height: number,
): readonly RelationArrow[] {
  let limit = Number.POSITIVE_INFINITY;
  return arrows
    .toSorted((a, b) => b.label.y - a.label.y)
    .map((arrow) => {
      const y = Math.min(arrow.label.y, limit);
      limit = y - height;
      return { ...arrow, label: { ...arrow.label, y } };
    });
}

/** A coordinate of a cubic Bézier curve at the label's place. */
function onCurve(start: number, handle: number, otherHandle: number, end: number): number {
  const t = LABEL_AT;
  const u = 1 - t;
  return u ** 3 * start + 3 * u * u * t * handle + 3 * u * t * t * otherHandle + t ** 3 * end;
}
