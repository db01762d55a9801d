/** Which elements own a pool of surfaces, how many and how large. */
import type { Assumptions } from './assumptions.ts';
import {
  type ElementView,
  isBatcher,
  isScalingBatcher,
  type PipelineView,
  readSetting,
  readText,
  upstream,
} from './pipeline-view.ts';
import { type FrameSize, pixels, sizeOf, streamsOf, streamThrough } from './streams.ts';
import { wantedBatchSize } from './topics/batch-size.ts';
import { muxFrameSize } from './topics/mux.ts';

/** Bytes of a pixel: NV12 has colours at a quarter of the resolution, RGBA four channels. */
const NV12_BYTES = 1.5;
const RGBA_BYTES = 4;

/** Macroblocks of reference frames that H.264 allows: level 4.1, above 1080p level 5.1. */
const LEVEL_41_MACROBLOCKS = 32_768;
const LEVEL_51_MACROBLOCKS = 184_320;
const LEVEL_41_FRAME = 8_192;
const MAX_REFERENCE_FRAMES = 16;

export interface Pool {
  readonly element: ElementView;
  /** Buffers in the pool, each of `framesPerBuffer` frames. */
  readonly numBuffers: number;
  readonly framesPerBuffer: number;
  readonly size: FrameSize;
  readonly bytesPerPixel: number;
  /** What makes up `numBuffers`, e.g. `buffer-pool-size 4`. */
  readonly origin: string;
}

/** Bytes of all surfaces of a pool. */
export function poolBytes(pool: Pool): number {
  return pixels(pool.size) * pool.bytesPerPixel * pool.framesPerBuffer * pool.numBuffers;
}

/** Whether the element decodes with surfaces of its own. */
export function isDecoder({ node }: ElementView): boolean {
  return node.factory === 'nvv4l2decoder' || node.factory === 'nvurisrcbin';
}

/** Frames that a decoder keeps as references at a size. */
export function referenceFrames({ width, height }: FrameSize): number {
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  const level = macroblocks <= LEVEL_41_FRAME ? LEVEL_41_MACROBLOCKS : LEVEL_51_MACROBLOCKS;
  return Math.max(1, Math.min(MAX_REFERENCE_FRAMES, Math.floor(level / macroblocks)));
}

/** The pools of one element; most elements have none and pass on what they get. */
export function poolsOf(
  view: PipelineView,
  element: ElementView,
  assumptions: Assumptions,
): Pool[] {
  const setting = (property: string, fallback: number): number => {
    const number = readSetting(view, element, property).number;
    return number !== undefined && number >= 0 && number <= 65_536 ? number : fallback;
  };
  const pool = (
    numBuffers: number,
    framesPerBuffer: number,
    size: FrameSize,
    origin: string,
    bytesPerPixel = NV12_BYTES,
  ): Pool => ({ element, numBuffers, framesPerBuffer, size, bytesPerPixel, origin });
  const decoding = (size: FrameSize, count: number): Pool => {
    const references = referenceFrames(size);
    const extra = setting('num-extra-surfaces', 0);
    assumptions.add(
      'Decoders keep the reference frames that H.264 allows at level 4.1 (5.1 above 1080p), and one in work',
    );
    return pool(
      references + 1 + extra,
      count,
      size,
      `${references} references + 1 in work + ${extra} extra`,
    );
  };
  if (isDecoder(element)) return [decoding(sizeOf(streamThrough(view, element), assumptions), 1)];
  if (isBatcher(element)) {
    const streams = streamsOf(view, element);
    const decoders =
      element.node.factory === 'nvmultiurisrcbin'
        ? streams.map((stream) => decoding(sizeOf(stream, assumptions), 1))
        : [];
    if (!isScalingBatcher(view, element) || streams.length === 0) return decoders;
    const numBuffers = setting('buffer-pool-size', 4);
    const frames = batchOf(view, element);
    const size = muxFrameSize(view, element, assumptions);
    return [...decoders, pool(numBuffers, frames, size, `buffer-pool-size ${numBuffers}`)];
  }
  switch (element.node.factory) {
    case 'nvmultistreamtiler': {
      const numBuffers = setting('buffer-pool-size', 5);
      const size = { width: setting('width', 1920), height: setting('height', 1080) };
      return [pool(numBuffers, 1, size, `buffer-pool-size ${numBuffers}`)];
    }
    case 'nvvideoconvert': {
      const output = outputCaps(view, element);
      // What leaves for system memory is no longer on the GPU.
      if (output.includes('video/x-raw') && !output.includes('memory:NVMM')) return [];
      const numBuffers = setting('output-buffers', 4);
      const { frames, size } = framesAt(view, element, assumptions);
      const bytes = /\bRGBA\b|\bBGRx\b|\bRGBx\b/.test(output) ? RGBA_BYTES : NV12_BYTES;
      return [pool(numBuffers, frames, size, `output-buffers ${numBuffers}`, bytes)];
    }
    case 'nvdewarper': {
      const numBuffers = setting('num-output-buffers', 4);
      const views = setting('num-batch-buffers', 4);
      const size = sizeOf(streamThrough(view, element), assumptions);
      assumptions.add(`'${element.name}' gives views of the size of its source`);
      return [pool(numBuffers, views, size, `num-output-buffers ${numBuffers}`, RGBA_BYTES)];
    }
    default:
      return [];
  }
}

/** Frames in a mux's batch: as set, else one of each stream. */
export function batchOf(view: PipelineView, batcher: ElementView): number {
  const property = batcher.node.factory === 'nvstreammux' ? 'batch-size' : 'max-batch-size';
  const setting = readSetting(view, batcher, property).number ?? 0;
  const wanted = wantedBatchSize(view, batcher)?.value ?? 1;
  // nvmultiurisrcbin's limit is room for sources to come, no pool is filled for them at once.
  const isUsable = setting >= 1 && setting <= 1024 && batcher.node.factory === 'nvstreammux';
  return isUsable ? setting : wanted;
}

/** Frames in a buffer and their size where an element is. */
function framesAt(
  view: PipelineView,
  element: ElementView,
  assumptions: Assumptions,
): { readonly frames: number; readonly size: FrameSize } {
  const before = upstream(view, element);
  const former = before.find(
    (candidate) =>
      isBatcher(candidate) ||
      candidate.node.factory === 'nvmultistreamtiler' ||
      candidate.node.factory === 'nvstreamdemux',
  );
  if (former?.node.factory === 'nvmultistreamtiler') {
    const width = readSetting(view, former, 'width').number ?? 1920;
    const height = readSetting(view, former, 'height').number ?? 1080;
    return { frames: 1, size: { width, height } };
  }
  const batcher = former && isBatcher(former) ? former : before.find(isBatcher);
  if (!batcher) return { frames: 1, size: sizeOf(streamThrough(view, element), assumptions) };
  return {
    frames: former === batcher ? batchOf(view, batcher) : 1,
    size: muxFrameSize(view, batcher, assumptions),
  };
}

/** Caps behind an element: on its links, or of capsfilters that follow. */
function outputCaps(view: PipelineView, element: ElementView): string {
  return element.outputs
    .map((link) => {
      const next = view.elements.get(link.to.element);
      const filter = next?.node.factory === 'capsfilter' ? readText(view, next, 'caps') : undefined;
      return link.caps ?? filter ?? '';
    })
    .join(' ');
}
