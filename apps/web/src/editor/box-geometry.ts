import type { ElementPads } from './pads.ts';
import { BOX_WIDTH } from './placement.ts';

/** Sizes that the canvas draws with and layouts reckon with, canvas pixels. */
export const HEADER_HEIGHT = 46;
export const PAD_ROW_HEIGHT = 20;
export const FOOTER_HEIGHT = 26;
const PADS_PADDING = 6;

export interface BoxSize {
  readonly width: number;
  readonly height: number;
}

/** The size of an element's box. */
export function boxSize(pads: ElementPads): BoxSize {
  const numRows = Math.max(1, pads.sinks.length, pads.srcs.length);
  return {
    width: BOX_WIDTH,
    height: HEADER_HEIGHT + PADS_PADDING * 2 + numRows * PAD_ROW_HEIGHT + FOOTER_HEIGHT,
  };
}

/** Height of the middle of a pad's row within its box. */
export function padRowY(row: number): number {
  return HEADER_HEIGHT + PADS_PADDING + row * PAD_ROW_HEIGHT + PAD_ROW_HEIGHT / 2;
}
