/** Pools of surfaces: the mux's batches and the decoders' spare frames. */
import { type Advice, type Change, decide } from '../advice.ts';
import {
  batchersOf,
  type ElementView,
  isScalingBatcher,
  type PipelineView,
  readSetting,
} from '../pipeline-view.ts';
import { isDecoder } from '../pools.ts';
import { type Stream, streamsOf } from '../streams.ts';
import { wantedBatchSize } from './batch-size.ts';

const MIN_POOL = 4;
const MAX_POOL = 1024;
const MAX_EXTRA_SURFACES = 55;

/** max(4, 2 x streams / batch): two rounds of all streams at once. */
export function wantedPool(numStreams: number, batchSize: number): number {
  return Math.min(MAX_POOL, Math.max(MIN_POOL, Math.ceil((2 * numStreams) / batchSize)));
}

/** buffer-pool-size of the legacy mux; the new one passes on its sources' surfaces. */
export function muxBufferPools(view: PipelineView): Advice[] {
  return batchersOf(view).flatMap((batcher) => {
    const numStreams = streamsOf(view, batcher).length;
    const batch = wantedBatchSize(view, batcher);
    if (!isScalingBatcher(view, batcher) || !batch) return [];
    const value = wantedPool(numStreams, batch.value);
    return [
      decide(
        view,
        {
          id: `mux-buffer-pool:${batcher.name}`,
          topic: 'mux-buffer-pool',
          title: `buffer-pool-size of '${batcher.name}'`,
          value: String(value),
          arithmetic: [
            `max(${MIN_POOL}, 2 x ${numStreams} streams / batch of ${batch.value}) = ${value}`,
          ],
          assumptions: batch.assumptions.list(),
          why: 'Elements behind the mux hold batches while the next is formed: with two rounds of all streams the mux never waits for a batch to come back. More only takes memory.',
          confidence: 'medium',
          place: { element: batcher.name, property: 'buffer-pool-size' },
        },
        `Set buffer-pool-size to ${value}`,
        [
          {
            element: batcher,
            property: 'buffer-pool-size',
            value,
            accepts: (current) => current >= value,
          },
        ],
      ),
    ];
  });
}

/** num-extra-surfaces of the decoders before a mux, as one edit. */
export function decoderSurfaces(view: PipelineView): Advice[] {
  return batchersOf(view).flatMap((batcher) => {
    const decoders = new Map<ElementView, Stream>();
    for (const stream of streamsOf(view, batcher)) {
      const decoder = stream.path.find(isDecoder);
      if (decoder) decoders.set(decoder, stream);
    }
    const [first] = decoders.keys();
    if (!first) return [];
    const numHeld = isScalingBatcher(view, batcher) ? 0 : heldBatches(view, batcher);
    const changes: Change[] = [];
    let most = 0;
    let mostQueues = 0;
    for (const [decoder, stream] of decoders) {
      const numQueues = stream.path
        .slice(0, stream.path.indexOf(decoder))
        .filter(({ node }) => node.factory === 'queue').length;
      const value = Math.min(MAX_EXTRA_SURFACES, 1 + numQueues + numHeld);
      if (value > most) mostQueues = numQueues;
      most = Math.max(most, value);
      changes.push({
        element: decoder,
        property: 'num-extra-surfaces',
        value,
        accepts: (current) => current >= value,
      });
    }
    const label = `Set num-extra-surfaces of ${decoders.size} decoders`;
    return [
      decide(
        view,
        {
          id: `decoder-surfaces:${batcher.name}`,
          topic: 'decoder-surfaces',
          title: `num-extra-surfaces of the decoders before '${batcher.name}'`,
          value: String(most),
          arithmetic: [
            `1 frame waits in '${batcher.name}' for its batch`,
            `${mostQueues} queues between decoder and mux, a frame in hand behind each: ${mostQueues}`,
            numHeld === 0
              ? 'the mux copies frames into its own pool: nothing behind it holds a decoder'
              : `the new mux copies nothing: ${numHeld} elements behind it hold a frame each`,
            `1 + ${mostQueues} + ${numHeld}, at most ${MAX_EXTRA_SURFACES} = ${most}`,
          ],
          assumptions: [
            `The decoder starts with ${readSetting(view, first, 'num-extra-surfaces').number ?? 0} extra surfaces; its minimum covers decoding alone`,
          ],
          why: 'A frame that another element still holds can not be decoded into: without spare surfaces the decoder stops until it comes back.',
          confidence: 'low',
          place: { element: first.name, property: 'num-extra-surfaces' },
        },
        label,
        changes,
      ),
    ];
  });
}

/** Elements that work on the decoders' own surfaces: up to the first that copies. */
function heldBatches(view: PipelineView, batcher: ElementView): number {
  const copying = new Set(['nvmultistreamtiler', 'nvvideoconvert']);
  const seen = new Set<ElementView>();
  const queue = [batcher];
  for (const element of queue) {
    for (const link of element.outputs) {
      const next = view.elements.get(link.to.element);
      if (!next || seen.has(next) || next === batcher) continue;
      seen.add(next);
      if (!copying.has(next.node.factory)) queue.push(next);
    }
  }
  return seen.size;
}
