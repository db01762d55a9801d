import type { BoxPosition } from '@pipewright/protocol';

export interface Box extends BoxPosition {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export type Alignment =
  | 'left'
  | 'centre'
  | 'right'
  | 'top'
  | 'middle'
  | 'bottom'
  | 'distribute-horizontally'
  | 'distribute-vertically';

/** New places of boxes that are lined up or spread with equal gaps. */
export function align(
  boxes: readonly Box[],
  alignment: Alignment,
): Readonly<Record<string, BoxPosition>> {
  if (boxes.length < 2) {
    return {};
  }
  const left = Math.min(...boxes.map((box) => box.x));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const top = Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  switch (alignment) {
    case 'left':
      return place(boxes, (box) => ({ x: left, y: box.y }));
    case 'centre':
      return place(boxes, (box) => ({ x: (left + right - box.width) / 2, y: box.y }));
    case 'right':
      return place(boxes, (box) => ({ x: right - box.width, y: box.y }));
    case 'top':
      return place(boxes, (box) => ({ x: box.x, y: top }));
    case 'middle':
      return place(boxes, (box) => ({ x: box.x, y: (top + bottom - box.height) / 2 }));
    case 'bottom':
      return place(boxes, (box) => ({ x: box.x, y: bottom - box.height }));
    case 'distribute-horizontally':
      return spread(
        boxes,
        right - left,
        (box) => box.width,
        (box) => box.x,
        (box, x) => ({
          x,
          y: box.y,
        }),
      );
    case 'distribute-vertically':
      return spread(
        boxes,
        bottom - top,
        (box) => box.height,
        (box) => box.y,
        (box, y) => ({
          x: box.x,
          y,
        }),
      );
  }
}

function place(
  boxes: readonly Box[],
  move: (box: Box) => BoxPosition,
): Readonly<Record<string, BoxPosition>> {
  return Object.fromEntries(boxes.map((box) => [box.name, rounded(move(box))]));
}

function spread(
  boxes: readonly Box[],
  extent: number,
  sizeOf: (box: Box) => number,
  startOf: (box: Box) => number,
  move: (box: Box, start: number) => BoxPosition,
): Readonly<Record<string, BoxPosition>> {
  const sorted = [...boxes].sort((a, b) => startOf(a) - startOf(b));
  const filled = sorted.reduce((sum, box) => sum + sizeOf(box), 0);
  const gap = (extent - filled) / (sorted.length - 1);
  let start = startOf(sorted[0] as Box);
  const placed: Record<string, BoxPosition> = {};
  for (const box of sorted) {
    placed[box.name] = rounded(move(box, start));
    start += sizeOf(box) + gap;
  }
  return placed;
}

function rounded({ x, y }: BoxPosition): BoxPosition {
  return { x: Math.round(x), y: Math.round(y) };
}
