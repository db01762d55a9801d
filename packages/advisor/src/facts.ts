/** What is known beyond the document: measured, probed or entered. Everything is optional. */
import type { LinkId } from '@pipewright/graph';

/** One stream, by the element it comes from (or any element on its way into the mux). */
export interface StreamFacts {
  readonly element: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Frames per second. */
  readonly frameRate?: number;
  readonly isLive?: boolean;
}

/** How heavy a model is beside its frames: multiplies the memory of a stream. */
export type ModelWeight = 'low' | 'medium' | 'high';

export interface AdvisorFacts {
  readonly streams: readonly StreamFacts[];
  readonly gpuMemoryBytes?: number;
  /** Inference element -> size of its model file with 32-bit weights. */
  readonly modelBytes?: Readonly<Record<string, number>>;
  readonly modelWeight?: ModelWeight;
  /** Inference element -> measured time of one batch. */
  readonly inferenceMillis?: Readonly<Record<string, number>>;
  /** Objects that a secondary model looks at in one frame. */
  readonly objectsPerFrame?: number;
  /** Caps that a run agreed on for a link. */
  readonly negotiatedCaps?: (link: LinkId) => string | undefined;
  /** Text of a config file on disk, by its path as the document writes it. */
  readonly fileText?: (path: string) => string | undefined;
}

/** A number above zero; anything else counts as unknown. */
export function positive(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : undefined;
}

/** Pixels; far beyond what any decoder gives. */
const LARGEST_SIDE = 65_535;

/** A picture's width or height as it can be; undefined when it is no such number. */
export function pictureSide(value: number | undefined): number | undefined {
  const side = positive(value);
  return side !== undefined && side <= LARGEST_SIDE ? Math.ceil(side) : undefined;
}
