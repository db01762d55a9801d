import type { Edit, PipelineDocument } from '@pipewright/graph';
import type { BoxPosition } from '@pipewright/protocol';

/** How many steps can be undone. */
export const HISTORY_DEPTH = 200;

/** Equal steps closer together than this become one. */
const COALESCE_MILLIS = 1200;

export type Positions = Readonly<Record<string, BoxPosition>>;

/** Positions to set; undefined removes one. */
export type PositionChange = Readonly<Record<string, BoxPosition | undefined>>;

/** One direction of a step: an edit, or a whole document (typed YAML), and positions. */
export interface Change {
  readonly edit?: Edit;
  readonly document?: PipelineDocument;
  readonly positions?: PositionChange;
}

export interface HistoryEntry {
  /** What was done, e.g. `Move`; shown beside undo and redo. */
  readonly label: string;
  readonly undo: Change;
  readonly redo: Change;
  /** Versions of the document around the step; equal when only boxes moved. */
  readonly versionBefore: number;
  readonly versionAfter: number;
  /** The YAML before and after, where it was known: brings comments back. */
  readonly textBefore?: string;
  readonly textAfter?: string;
  readonly coalesceKey?: string;
  readonly atMillis: number;
}

export interface History {
  readonly undoStack: readonly HistoryEntry[];
  readonly redoStack: readonly HistoryEntry[];
}

export const EMPTY_HISTORY: History = { undoStack: [], redoStack: [] };

/**
 * Adds a step and forgets what was undone. A step with the same `coalesceKey` as the last one,
 * soon after it, is merged into it; such steps must say the end result, not a difference.
 * `barrierVersion` is a version that must stay reachable (the saved one): nothing merges over it.
 */
export function pushEntry(
  history: History,
  entry: HistoryEntry,
  barrierVersion: number | undefined,
): History {
  const last = history.undoStack.at(-1);
  if (
    last !== undefined &&
    entry.coalesceKey !== undefined &&
    last.coalesceKey === entry.coalesceKey &&
    entry.atMillis - last.atMillis < COALESCE_MILLIS &&
    (last.versionAfter !== barrierVersion || last.versionAfter === entry.versionAfter)
  ) {
    return { undoStack: [...history.undoStack.slice(0, -1), merge(last, entry)], redoStack: [] };
  }
  return { undoStack: [...history.undoStack, entry].slice(-HISTORY_DEPTH), redoStack: [] };
}

function merge(first: HistoryEntry, second: HistoryEntry): HistoryEntry {
  const { textAfter: _, ...rest } = first;
  const positions =
    first.redo.positions === undefined && second.redo.positions === undefined
      ? {}
      : { positions: { ...first.redo.positions, ...second.redo.positions } };
  const undoPositions =
    first.undo.positions === undefined && second.undo.positions === undefined
      ? {}
      : { positions: { ...second.undo.positions, ...first.undo.positions } };
  return {
    ...rest,
    undo: { ...first.undo, ...undoPositions },
    redo: { ...second.redo, ...positions },
    versionAfter: second.versionAfter,
    ...(second.textAfter === undefined ? {} : { textAfter: second.textAfter }),
    atMillis: second.atMillis,
  };
}

/** Applies a change of positions. */
export function changePositions(positions: Positions, change: PositionChange): Positions {
  const next: Record<string, BoxPosition> = { ...positions };
  for (const [name, position] of Object.entries(change)) {
    if (position === undefined) {
      delete next[name];
    } else {
      next[name] = position;
    }
  }
  return next;
}

/** The change that takes back `change` from `positions`. */
export function invertPositions(positions: Positions, change: PositionChange): PositionChange {
  const inverse: Record<string, BoxPosition | undefined> = {};
  for (const name of Object.keys(change)) {
    inverse[name] = positions[name];
  }
  return inverse;
}
