/** How much GPU memory the pipeline's surfaces and models take. */

import { type Advice, MIB, shown, shownBytes } from '../advice.ts';
import { Assumptions } from '../assumptions.ts';
import { positive } from '../facts.ts';
import { configNumber, configText, inferenceConfig, inferenceNumber } from '../inference-config.ts';
import { batcherOf, type ElementView, isInference, type PipelineView } from '../pipeline-view.ts';
import { batchOf, type Pool, poolBytes, poolsOf } from '../pools.ts';

const ASSUMED_MODEL_BYTES = 100 * MIB;
const PRECISIONS = [
  { name: 'FP32', factor: 1 },
  { name: 'INT8', factor: 0.25 },
  { name: 'FP16', factor: 0.5 },
] as const;
const BYTES_PER_INPUT_VALUE = 4;
/** Above this share of the GPU's memory a run is in danger. */
const PRESSURE = 0.9;

/** One estimate for the document; none while it has neither pools nor models. */
export function gpuMemory(view: PipelineView): Advice[] {
  const assumptions = new Assumptions();
  const elements = [...view.elements.values()];
  const pools = elements.flatMap((element) => poolsOf(view, element, assumptions));
  const models = elements
    .filter(isInference)
    .map((element) => modelMemory(view, element, assumptions));
  const largest = largestOwner([
    ...pools.map((pool) => ({ element: pool.element.name, bytes: poolBytes(pool) })),
    ...models,
  ]);
  if (!largest) return [];
  const surfaceBytes = pools.reduce((sum, pool) => sum + poolBytes(pool), 0);
  const modelBytes = models.reduce((sum, model) => sum + model.bytes, 0);
  const total = surfaceBytes + modelBytes;
  const arithmetic = [
    ...pools.map(poolStep),
    ...models.map((model) => model.step),
    `surfaces ${shownBytes(surfaceBytes)} + models ${shownBytes(modelBytes)} = ${shownBytes(total)}`,
  ];
  const gpuBytes = positive(view.facts.gpuMemoryBytes);
  if (gpuBytes === undefined) assumptions.add("The GPU's memory is not known: not compared");
  else {
    const limit = gpuBytes * PRESSURE;
    arithmetic.push(
      `${PRESSURE} x ${shownBytes(gpuBytes)} = ${shownBytes(limit)}: ${total <= limit ? 'it fits' : 'it does not fit'}`,
    );
  }
  assumptions.add(
    'Not counted: the CUDA context, what TensorRT works with, the tracker, encoders and displays',
  );
  return [
    {
      id: 'gpu-memory',
      topic: 'gpu-memory',
      title: 'GPU memory of the pipeline',
      value: `${shownBytes(total)} at least`,
      arithmetic,
      assumptions: assumptions.list(),
      why: `Surfaces take width x height x 1.5 bytes (NV12; RGBA 4) for every buffer of a pool. '${largest.element}' takes the most: ${shownBytes(largest.bytes)}.`,
      confidence: 'low',
      place: { element: largest.element },
      state: 'estimate',
      edit: undefined,
    },
  ];
}

interface Owner {
  readonly element: string;
  readonly bytes: number;
}

function largestOwner(owners: readonly Owner[]): Owner | undefined {
  return owners.reduce<Owner | undefined>(
    (best, owner) => (best && best.bytes >= owner.bytes ? best : owner),
    undefined,
  );
}

function poolStep(pool: Pool): string {
  const { width, height } = pool.size;
  const frames = pool.framesPerBuffer === 1 ? '' : ` x ${pool.framesPerBuffer} frames`;
  return `'${pool.element.name}': ${width} x ${height} x ${shown(pool.bytesPerPixel)}${frames} x ${pool.numBuffers} buffers (${pool.origin}) = ${shownBytes(poolBytes(pool))}`;
}

/** Weights by precision, and one batch of input. */
function modelMemory(
  view: PipelineView,
  element: ElementView,
  assumptions: Assumptions,
): Owner & { readonly step: string } {
  const { name } = element;
  const config = inferenceConfig(view, element);
  const precision =
    PRECISIONS[(config && configNumber(config, 'network-mode')) ?? 0] ?? PRECISIONS[0];
  if (!config)
    assumptions.add(`The config of '${name}' is not known here: ${precision.name} assumed`);
  const given = view.facts.modelBytes;
  const known = given && Object.hasOwn(given, name) ? positive(given[name]) : undefined;
  if (known === undefined) {
    assumptions.add(
      `The size of the model of '${name}' is not known: ${shownBytes(ASSUMED_MODEL_BYTES)} of 32-bit weights assumed`,
    );
  }
  const weights = (known ?? ASSUMED_MODEL_BYTES) * precision.factor;
  const dims = (config && configText(config, 'infer-dims'))?.split(';').filter(Boolean).map(Number);
  const values =
    dims?.length === 3 ? positive(dims.reduce((product, dim) => product * dim, 1)) : undefined;
  const batcher = batcherOf(view, element);
  const batch =
    positive(inferenceNumber(view, element, 'batch-size')) ??
    (batcher ? batchOf(view, batcher) : 1);
  if (values === undefined) {
    assumptions.add(
      `The input size of '${name}' is not known (infer-dims): its input is not counted`,
    );
  }
  const input = values === undefined ? 0 : values * batch * BYTES_PER_INPUT_VALUE;
  const inputText =
    values === undefined
      ? ''
      : ` + ${dims?.join(' x ')} x ${batch} frames x ${BYTES_PER_INPUT_VALUE} bytes`;
  return {
    element: name,
    bytes: weights + input,
    step: `'${name}': ${shownBytes(known ?? ASSUMED_MODEL_BYTES)} x ${precision.factor} (${precision.name})${inputText} = ${shownBytes(weights + input)}`,
  };
}
