/** Where a picture's boxes stand: as drawn on the canvas, or left to right along the data. */
import { Graph, layout } from '@dagrejs/dagre';
import type { PipelineDocument } from '@pipewright/graph';
import type { PictureBox } from './picture-boxes.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Boxes of the canvas are drawn this wide; the picture's may be wider. */
const CANVAS_BOX_WIDTH = 208;
const LAYER_GAP = 96;
const BOX_GAP = 32;

/** The left upper corner of every box. Positions are taken when all boxes have one. */
export function placeBoxes(
  document: PipelineDocument,
  boxes: readonly PictureBox[],
  positions: Readonly<Record<string, Place>> = {},
): ReadonlyMap<string, Place> {
  const given = boxes.every(({ name }) => Object.hasOwn(positions, name));
  return given ? fromCanvas(boxes, positions) : alongTheData(document, boxes);
}

/** Stretched so far that boxes that are wider or higher than the canvas's don't meet. */
function fromCanvas(
  boxes: readonly PictureBox[],
  positions: Readonly<Record<string, Place>>,
): ReadonlyMap<string, Place> {
  const stretch = Math.max(1, ...boxes.map(({ width }) => width / CANVAS_BOX_WIDTH));
  const places = new Map<string, Place>();
  for (const { name } of boxes) {
    const { x, y } = positions[name] ?? { x: 0, y: 0 };
    places.set(name, { x: x * stretch, y });
  }
  return pushedApart(boxes, places);
}

/** Moves boxes down until none lies on another, from the top on. */
function pushedApart(
  boxes: readonly PictureBox[],
  places: ReadonlyMap<string, Place>,
): ReadonlyMap<string, Place> {
  const settled: (Place & { readonly width: number; readonly height: number })[] = [];
  const result = new Map<string, Place>();
  const placeOf = (name: string) => places.get(name) ?? { x: 0, y: 0 };
  const fromTop = boxes.toSorted((a, b) => placeOf(a.name).y - placeOf(b.name).y);
  for (const { name, width, height } of fromTop) {
    const { x, y: wanted } = placeOf(name);
    const inTheWay = settled
      .filter((other) => x < other.x + other.width && other.x < x + width)
      .toSorted((a, b) => a.y - b.y);
    let y = wanted;
    for (const other of inTheWay) {
      if (y < other.y + other.height + BOX_GAP && other.y < y + height) {
        y = other.y + other.height + BOX_GAP;
      }
    }
    settled.push({ x, y, width, height });
    result.set(name, { x, y });
  }
  return result;
}

function alongTheData(
  document: PipelineDocument,
  boxes: readonly PictureBox[],
): ReadonlyMap<string, Place> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranksep: LAYER_GAP, nodesep: BOX_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name, width, height } of boxes) graph.setNode(name, { width, height });
  document.links.forEach(({ from, to }, position) => {
    if (graph.hasNode(from.element) && graph.hasNode(to.element)) {
      graph.setEdge(from.element, to.element, {}, String(position));
    }
  });
  layout(graph);
  return new Map(
    boxes.map(({ name, width, height }) => {
      const { x = 0, y = 0 } = graph.node(name);
      return [name, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}
