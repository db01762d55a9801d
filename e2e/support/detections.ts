/** Holds detections against ground truth. */

export interface Box {
  readonly classId: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Scored extends Box {
  readonly confidence: number;
}

/** Intersection over union of two boxes, 0..1. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) {
    return 0;
  }
  const intersection = width * height;
  return intersection / (a.width * a.height + b.width * b.height - intersection);
}

export interface Tally {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

/**
 * Matches the detections of one frame to its truth: most confident first, each to the best free
 * box of its class with IoU >= 0.5; adds to the tally.
 */
export function tallyFrame(
  tally: Tally,
  truth: readonly Box[],
  detections: readonly Scored[],
): void {
  const free = new Set(truth);
  for (const detection of [...detections].sort((a, b) => b.confidence - a.confidence)) {
    let best: Box | undefined;
    let bestOverlap = 0.5;
    for (const box of free) {
      const overlap = box.classId === detection.classId ? intersectionOverUnion(box, detection) : 0;
      if (overlap >= bestOverlap) {
        best = box;
        bestOverlap = overlap;
      }
    }
    if (best) {
      free.delete(best);
      tally.truePositives += 1;
    } else {
      tally.falsePositives += 1;
    }
  }
  tally.falseNegatives += free.size;
}

export const precision = (tally: Tally) =>
  tally.truePositives / (tally.truePositives + tally.falsePositives);
export const recall = (tally: Tally) =>
  tally.truePositives / (tally.truePositives + tally.falseNegatives);
