import type { PipelineDocument } from '@pipewright/graph';
import type { BoxPosition } from '@pipewright/protocol';
import type { Positions } from './history.ts';

/** Width of every box, canvas pixels. */
export const BOX_WIDTH = 192;

const COLUMN_STEP = BOX_WIDTH + 76;
const ROW_STEP = 150;
const ROW_GAP = 28;
const BOX_BASE_HEIGHT = 84;
const PAD_HEIGHT = 20;

/**
 * Positions for every element: those given, and for the others a place beside what they are linked
 * to. A document without any positions gets columns by depth. The same object when none is missing.
 */
export function placeMissing(document: PipelineDocument, positions: Positions): Positions {
  const names = Object.keys(document.elements);
  const missing = names.filter((name) => positions[name] === undefined);
  if (missing.length === 0) {
    return positions;
  }
  if (missing.length === names.length) {
    return placeInColumns(document);
  }
  const placed: Record<string, BoxPosition> = { ...positions };
  for (const name of missing) {
    placed[name] = freeSpot(placed, placeBesideNeighbours(document, placed, name));
  }
  return placed;
}

/** Every element in a column by its distance from the sources, rows in order of appearance. */
export function placeInColumns(document: PipelineDocument): Positions {
  const depth = depths(document);
  const rows = new Map<number, string[]>();
  for (const name of Object.keys(document.elements)) {
    const column = depth.get(name) ?? 0;
    const row = rows.get(column);
    if (row === undefined) {
      rows.set(column, [name]);
    } else {
      row.push(name);
    }
  }
  const heightOf = boxHeights(document);
  const stack = (row: readonly string[]): number =>
    row.reduce((sum, name) => sum + heightOf(name) + ROW_GAP, -ROW_GAP);
  const tallest = Math.max(0, ...[...rows.values()].map(stack));
  const placed: Record<string, BoxPosition> = {};
  for (const [column, row] of rows) {
    let y = Math.round((tallest - stack(row)) / 2);
    for (const name of row) {
      placed[name] = { x: column * COLUMN_STEP, y };
      y += heightOf(name) + ROW_GAP;
    }
  }
  return placed;
}

/** About how high boxes are: the catalogue, which knows all pads, is not asked here. */
function boxHeights(document: PipelineDocument): (name: string) => number {
  const numInputs = new Map<string, number>();
  const numOutputs = new Map<string, number>();
  for (const { from, to } of document.links) {
    numInputs.set(to.element, (numInputs.get(to.element) ?? 0) + 1);
    numOutputs.set(from.element, (numOutputs.get(from.element) ?? 0) + 1);
  }
  return (name) =>
    BOX_BASE_HEIGHT +
    PAD_HEIGHT * (1 + Math.max(numInputs.get(name) ?? 0, numOutputs.get(name) ?? 0));
}

/** Longest distance from a source; elements on a cycle stay where they were first reached. */
function depths(document: PipelineDocument): Map<string, number> {
  const depth = new Map<string, number>();
  const numInputs = new Map<string, number>();
  const outputs = new Map<string, string[]>();
  for (const link of document.links) {
    numInputs.set(link.to.element, (numInputs.get(link.to.element) ?? 0) + 1);
    const targets = outputs.get(link.from.element);
    if (targets === undefined) {
      outputs.set(link.from.element, [link.to.element]);
    } else {
      targets.push(link.to.element);
    }
  }
  const ready = Object.keys(document.elements).filter((name) => !numInputs.has(name));
  for (const name of ready) {
    depth.set(name, 0);
  }
  for (let index = 0; index < ready.length; index++) {
    const name = ready[index] as string;
    const next = (depth.get(name) ?? 0) + 1;
    for (const target of outputs.get(name) ?? []) {
      depth.set(target, Math.max(depth.get(target) ?? 0, next));
      const left = (numInputs.get(target) ?? 0) - 1;
      numInputs.set(target, left);
      if (left === 0) {
        ready.push(target);
      }
    }
  }
  return depth;
}

function placeBesideNeighbours(
  document: PipelineDocument,
  placed: Positions,
  name: string,
): BoxPosition {
  const before: BoxPosition[] = [];
  const after: BoxPosition[] = [];
  for (const link of document.links) {
    if (link.to.element === name && placed[link.from.element] !== undefined) {
      before.push(placed[link.from.element] as BoxPosition);
    }
    if (link.from.element === name && placed[link.to.element] !== undefined) {
      after.push(placed[link.to.element] as BoxPosition);
    }
  }
  if (before.length > 0 && after.length > 0) {
    const left = centre(before);
    const right = centre(after);
    return { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 + ROW_STEP };
  }
  if (before.length > 0) {
    const spot = centre(before);
    return { x: Math.max(...before.map((box) => box.x)) + COLUMN_STEP, y: spot.y };
  }
  if (after.length > 0) {
    const spot = centre(after);
    return { x: Math.min(...after.map((box) => box.x)) - COLUMN_STEP, y: spot.y };
  }
  const boxes = Object.values(placed);
  return {
    x: Math.min(...boxes.map((box) => box.x)),
    y: Math.max(...boxes.map((box) => box.y)) + ROW_STEP,
  };
}

function centre(boxes: readonly BoxPosition[]): BoxPosition {
  let x = 0;
  let y = 0;
  for (const box of boxes) {
    x += box.x;
    y += box.y;
  }
  return { x: x / boxes.length, y: y / boxes.length };
}

/** The wanted place, moved down until no box lies there. */
export function freeSpot(placed: Positions, wanted: BoxPosition): BoxPosition {
  const boxes = Object.values(placed);
  let y = wanted.y;
  while (
    boxes.some(
      (box) => Math.abs(box.x - wanted.x) < BOX_WIDTH * 0.9 && Math.abs(box.y - y) < ROW_STEP * 0.6,
    )
  ) {
    y += ROW_STEP * 0.75;
  }
  return { x: Math.round(wanted.x), y: Math.round(y) };
}

/** A drawing moved below all boxes, under the names that its elements get. */
export function placeBelow(
  placed: Positions,
  drawing: Positions,
  renamed: ReadonlyMap<string, string>,
): Positions {
  const present = Object.values(placed);
  const left = Math.min(...present.map((box) => box.x));
  const bottom = Math.max(...present.map((box) => box.y));
  const added = Object.values(drawing);
  const dx = present.length === 0 ? 0 : left - Math.min(...added.map((box) => box.x));
  const dy =
    present.length === 0 ? 0 : bottom + 2 * ROW_STEP - Math.min(...added.map((box) => box.y));
  return Object.fromEntries(
    Object.entries(drawing).map(([name, box]) => [
      renamed.get(name) ?? name,
      { x: Math.round(box.x + dx), y: Math.round(box.y + dy) },
    ]),
  );
}

/** A place right of a box for another that comes behind it in the pipeline; undefined without it. */
export function spotBehind(
  positions: Positions,
  element: string,
  behind: string,
): BoxPosition | undefined {
  const box = positions[behind];
  if (box === undefined) {
    return undefined;
  }
  const { [element]: _own, ...others } = positions;
  return freeSpot(others, { x: box.x + COLUMN_STEP, y: box.y });
}

/**
 * Positions for a document that text replaced: an element that only changed its name (one gone, one
 * new, same factory) keeps its box.
 */
export function carryPositions(
  before: PipelineDocument,
  after: PipelineDocument,
  positions: Positions,
): Positions {
  const gone = Object.keys(before.elements).filter((name) => !(name in after.elements));
  const come = Object.keys(after.elements).filter((name) => !(name in before.elements));
  const [oldName] = gone;
  const [newName] = come;
  if (gone.length !== 1 || come.length !== 1 || oldName === undefined || newName === undefined) {
    return positions;
  }
  const position = positions[oldName];
  if (
    position === undefined ||
    positions[newName] !== undefined ||
    before.elements[oldName]?.factory !== after.elements[newName]?.factory
  ) {
    return positions;
  }
  return { ...positions, [newName]: position };
}

/** A layout holds only boxes of elements that exist. */
export function layoutOf(document: PipelineDocument, positions: Positions): Positions {
  const kept: Record<string, BoxPosition> = {};
  for (const name of Object.keys(document.elements)) {
    const position = positions[name];
    if (position !== undefined) {
      kept[name] = { x: Math.round(position.x), y: Math.round(position.y) };
    }
  }
  return kept;
}
