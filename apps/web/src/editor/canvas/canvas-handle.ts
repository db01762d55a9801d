import type { BoxPosition } from '@pipewright/protocol';

/** What the mounted canvas offers to the rest: it registers itself, others call. */
export interface CanvasApi {
  fitView(elements?: readonly string[]): void;
  zoomIn(): void;
  zoomOut(): void;
  resetZoom(): void;
  /** Brings a box into sight when it is not. */
  reveal(elements: readonly string[]): void;
  /** Middle of what is seen, canvas coordinates. */
  centre(): BoxPosition;
  /** Canvas to client pixels. */
  toScreen(point: BoxPosition): BoxPosition;
  focus(): void;
}

export interface CanvasHandle {
  /** Absent while no canvas is shown. */
  current: CanvasApi | undefined;
}

export function createCanvasHandle(): CanvasHandle {
  return { current: undefined };
}
