/** All topics over one document. */
import type { Catalogue } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import type { Advice } from './advice.ts';
import type { AdvisorFacts } from './facts.ts';
import { type PipelineView, viewPipeline } from './pipeline-view.ts';
import { inferBatchSizes, muxBatchSizes } from './topics/batch-size.ts';
import { decoderSurfaces, muxBufferPools } from './topics/buffer-pools.ts';
import { gpuMemory } from './topics/gpu-memory.ts';
import { inferIntervals } from './topics/interval.ts';
import { liveSources, muxSizes, pushTimeouts } from './topics/mux.ts';
import { precisions } from './topics/precision.ts';
import { queueLimits } from './topics/queues.ts';
import { tilerGrids } from './topics/tiler.ts';

export interface AdviseOptions {
  readonly catalogue: Catalogue;
  readonly facts: AdvisorFacts;
}

const topics: readonly ((view: PipelineView) => Advice[])[] = [
  muxBatchSizes,
  muxSizes,
  liveSources,
  pushTimeouts,
  inferBatchSizes,
  precisions,
  inferIntervals,
  muxBufferPools,
  decoderSurfaces,
  queueLimits,
  tilerGrids,
  gpuMemory,
];

/** Sizing advice, also where the document is already right: the numbers and why they are so. */
export function advise(document: PipelineDocument, { catalogue, facts }: AdviseOptions): Advice[] {
  const view = viewPipeline(document, catalogue, facts);
  return topics.flatMap((topic) => topic(view));
}
