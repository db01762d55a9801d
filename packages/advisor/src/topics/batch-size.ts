/** batch-size of the mux and of the models behind it. */

import { type Advice, type Answer, decide, GIB, shown } from '../advice.ts';
import { Assumptions } from '../assumptions.ts';
import { positive } from '../facts.ts';
import { inferenceConfig, inferenceNumber, isSecondary } from '../inference-config.ts';
import {
  batcherOf,
  batchersOf,
  type ElementView,
  isInference,
  type PipelineView,
  readSetting,
} from '../pipeline-view.ts';
import { pixels, type Stream, sizeOf, streamsOf } from '../streams.ts';

const MODEL_FACTORS = { low: 1, medium: 1.5, high: 2 } as const;
const ASSUMED_OBJECTS_PER_FRAME = 4;
/** The largest batch that nvstreammux and nvinfer take. */
const MAX_BATCH = 1024;

interface BatchSize {
  readonly value: number;
  readonly arithmetic: readonly string[];
  readonly assumptions: Assumptions;
  readonly isLimited: boolean;
}

/** Gigabytes that one stream with its surfaces takes by the size of its frames. */
function streamGigabytes(height: number, area: number): number {
  if (height <= 480) return 0.25;
  if (height <= 720) return 0.5;
  return height <= 1080 ? 1 : area / (1920 * 1080);
}

/** One frame of each stream, as far as the GPU's memory carries them. */
export function wantedBatchSize(view: PipelineView, batcher: ElementView): BatchSize | undefined {
  const streams = streamsOf(view, batcher);
  if (streams.length === 0) return undefined;
  const numViews = Math.max(1, readSetting(view, batcher, 'num-surfaces-per-frame').number ?? 1);
  const assumptions = new Assumptions();
  const frames = Math.min(MAX_BATCH, streams.length * numViews);
  const arithmetic = [
    numViews === 1
      ? `${streams.length} linked streams x 1 frame = ${frames}`
      : `${streams.length} linked streams x ${numViews} surfaces per frame = ${frames}`,
  ];
  const gpuBytes = positive(view.facts.gpuMemoryBytes);
  if (gpuBytes === undefined) {
    assumptions.add(`The GPU's memory is not known: room for ${streams.length} streams assumed`);
    return { value: frames, arithmetic, assumptions, isLimited: false };
  }
  const max = memoryLimit(view, streams, gpuBytes, arithmetic, assumptions);
  if (frames <= max) {
    arithmetic.push(`min(${frames}, ${max}) = ${frames}: every stream fits`);
    return { value: frames, arithmetic, assumptions, isLimited: false };
  }
  const power = Math.max(1, 2 ** Math.floor(Math.log2(Math.max(1, max))));
  // The mux forms whole frames: a batch is a multiple of a frame's surfaces.
  const value = Math.max(numViews, power - (power % numViews));
  arithmetic.push(
    `min(${frames}, ${max}) = ${max}, rounded down to a power of two: ${power}`,
    ...(value === power ? [] : [`as a multiple of ${numViews} surfaces: ${value}`]),
  );
  return { value, arithmetic, assumptions, isLimited: true };
}

function memoryLimit(
  view: PipelineView,
  streams: readonly Stream[],
  gpuBytes: number,
  arithmetic: string[],
  assumptions: Assumptions,
): number {
  const sizes = streams.map((stream) => sizeOf(stream, assumptions));
  const largest = sizes.reduce((best, size) => (pixels(size) > pixels(best) ? size : best));
  const perStream = streamGigabytes(largest.height, pixels(largest));
  const weight = view.facts.modelWeight ?? 'medium';
  if (view.facts.modelWeight === undefined) {
    assumptions.add(`How heavy the models are is not known: medium (x ${MODEL_FACTORS.medium})`);
  }
  const factor = MODEL_FACTORS[weight];
  const gigabytes = gpuBytes / GIB;
  const max = Math.floor(gigabytes / (perStream * factor));
  arithmetic.push(
    `A stream of ${largest.width} x ${largest.height} takes about ${shown(perStream)} GB, times ${factor} for a ${weight} model`,
    `floor(${shown(gigabytes)} GB / (${shown(perStream)} x ${factor})) = ${max} fit on the GPU`,
  );
  return max;
}

/** The mux's batch: one frame of each stream. */
export function muxBatchSizes(view: PipelineView): Advice[] {
  return batchersOf(view).flatMap((batcher) => {
    const wanted = wantedBatchSize(view, batcher);
    if (!wanted) return [];
    const isMux = batcher.node.factory === 'nvstreammux';
    const property = isMux ? 'batch-size' : 'max-batch-size';
    const { value, isLimited } = wanted;
    return [
      decide(
        view,
        {
          id: `mux-batch-size:${batcher.name}`,
          topic: 'mux-batch-size',
          title: `${property} of '${batcher.name}'`,
          value: String(value),
          arithmetic: wanted.arithmetic,
          assumptions: wanted.assumptions.list(),
          why: isLimited
            ? 'The GPU does not hold all streams at once: smaller batches take turns, at the cost of throughput. Fewer streams per GPU would be better.'
            : 'With one frame of each stream in a batch, a round of all streams is one call to the model. Less splits a round into several batches, more makes the mux wait until its time-out.',
          confidence: isLimited ? 'low' : 'high',
          place: { element: batcher.name, property },
        },
        `Set ${property} to ${value}`,
        [
          {
            element: batcher,
            property,
            value,
            // Room for sources that are added later does no harm there.
            ...(isMux ? {} : { accepts: (current) => current >= value }),
          },
        ],
      ),
    ];
  });
}

/** The models' batches: a primary's is the mux's, a secondary's holds the objects of a batch. */
export function inferBatchSizes(view: PipelineView): Advice[] {
  return [...view.elements.values()].filter(isInference).flatMap((element) => {
    const batcher = batcherOf(view, element);
    const mux = batcher && wantedBatchSize(view, batcher);
    if (!batcher || !mux) return [];
    const { assumptions } = mux;
    const isKnown =
      readSetting(view, element, 'batch-size').isWritten ||
      inferenceConfig(view, element) !== undefined;
    if (!isKnown) {
      assumptions.add(
        `The config file of '${element.name}' is not known here: what it says is not counted`,
      );
    }
    const current = inferenceNumber(view, element, 'batch-size');
    const secondary = isSecondary(view, element);
    const { value, arithmetic } = secondary
      ? objectBatch(view, mux.value, assumptions)
      : {
          value: mux.value,
          arithmetic: [...mux.arithmetic, `the batch of '${batcher.name}' = ${mux.value}`],
        };
    const answer: Answer = {
      id: `infer-batch-size:${element.name}`,
      topic: 'infer-batch-size',
      title: `batch-size of '${element.name}'`,
      value: String(value),
      arithmetic,
      assumptions: assumptions.list(),
      why: secondary
        ? 'A secondary model looks at objects: its batch should hold those of a whole batch of frames, or it is called several times.'
        : "A primary model takes the mux's batches whole: a smaller batch splits them, a larger one wastes memory. The engine is built for this size once.",
      confidence: secondary ? 'low' : mux.isLimited || !isKnown ? 'medium' : 'high',
      place: { element: element.name, property: 'batch-size' },
    };
    const label = `Set batch-size to ${value}`;
    const accepts = (number: number) => secondary && number >= mux.value;
    if (readSetting(view, element, 'batch-size').isWritten) {
      return [decide(view, answer, label, [{ element, property: 'batch-size', value, accepts }])];
    }
    // The file's value counts while the element has none of its own, which then wins over it.
    if (current === value || (current !== undefined && accepts(current))) {
      return [{ ...answer, state: 'already-so', edit: undefined }];
    }
    const edit = {
      kind: 'set-property',
      element: element.name,
      property: 'batch-size',
      value,
    } as const;
    return [{ ...answer, state: 'differs', edit }];
  });
}

function objectBatch(
  view: PipelineView,
  numFrames: number,
  assumptions: Assumptions,
): { value: number; arithmetic: string[] } {
  const known = positive(view.facts.objectsPerFrame);
  if (known === undefined) {
    assumptions.add(
      `How many objects a frame shows is not known: ${ASSUMED_OBJECTS_PER_FRAME} assumed`,
    );
  }
  const perFrame = known ?? ASSUMED_OBJECTS_PER_FRAME;
  const objects = Math.max(1, Math.ceil(numFrames * perFrame));
  const value = Math.min(MAX_BATCH, 2 ** Math.ceil(Math.log2(objects)));
  return {
    value,
    arithmetic: [
      `${numFrames} frames x ${shown(perFrame)} objects = ${objects}`,
      `rounded up to a power of two, at most ${MAX_BATCH}: ${value}`,
    ],
  };
}
