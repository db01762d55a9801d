/** The mux's frame size, whether its sources are live, and how long it waits for them. */

import { type Advice, decide, shown } from '../advice.ts';
import { Assumptions } from '../assumptions.ts';
import {
  batchersOf,
  type ElementView,
  isScalingBatcher,
  type PipelineView,
  readSetting,
} from '../pipeline-view.ts';
import { anyLive, commonSize, type FrameSize, rateOf, sizeOf, streamsOf } from '../streams.ts';

/** The longest wait that the new mux can keep to: it becomes whole frames per second. */
const NEW_MUX_MAX_MICROS = 1_000_000;
const MAX_INT = 2_147_483_647;

/** Every stream is scaled to one size; the new mux scales nothing. */
export function muxSizes(view: PipelineView): Advice[] {
  return batchersOf(view).flatMap((batcher) => {
    const streams = streamsOf(view, batcher);
    if (!isScalingBatcher(view, batcher) || streams.length === 0) return [];
    const assumptions = new Assumptions();
    const sizes = streams.map((stream) => sizeOf(stream, assumptions));
    const isGuess = streams.every((stream) => stream.width === undefined);
    // A size that someone set knows more than an assumed one.
    const set = isGuess ? writtenSize(view, batcher) : undefined;
    const { width, height, count } = set ? { ...set, count: sizes.length } : commonSize(sizes);
    return [
      decide(
        view,
        {
          id: `mux-size:${batcher.name}`,
          topic: 'mux-size',
          title: `Frame size of '${batcher.name}'`,
          value: `${width} x ${height}`,
          arithmetic: set
            ? [`${width} x ${height} is set, and no stream's size is known: it stays`]
            : [
                `Sizes: ${sizes.map((size) => `${size.width} x ${size.height}`).join(', ')}`,
                `${width} x ${height} in ${count} of ${sizes.length}: the most common, of equally common ones the largest`,
              ],
          assumptions: assumptions.list(),
          why: 'The mux scales every stream to one size: at the size of most streams the fewest frames are scaled, and none loses detail that the model could use.',
          confidence: isGuess ? 'low' : 'high',
          place: { element: batcher.name, property: 'width' },
        },
        `Set the frame size to ${width} x ${height}`,
        [
          { element: batcher, property: 'width', value: width },
          { element: batcher, property: 'height', value: height },
        ],
      ),
    ];
  });
}

function writtenSize(view: PipelineView, batcher: ElementView): FrameSize | undefined {
  const width = readSetting(view, batcher, 'width').number ?? 0;
  const height = readSetting(view, batcher, 'height').number ?? 0;
  return width > 0 && height > 0 ? { width, height } : undefined;
}

/** live-source of the legacy mux; the new one has no such property. */
export function liveSources(view: PipelineView): Advice[] {
  return batchersOf(view).flatMap((batcher) => {
    const streams = streamsOf(view, batcher);
    if (!isScalingBatcher(view, batcher) || streams.length === 0) return [];
    const assumptions = new Assumptions();
    const isLive = anyLive(streams, assumptions);
    const numLive = streams.filter((stream) => stream.isLive).length;
    const isGuess = !isLive && !assumptions.isEmpty;
    return [
      decide(
        view,
        {
          id: `mux-live-source:${batcher.name}`,
          topic: 'mux-live-source',
          title: `live-source of '${batcher.name}'`,
          value: String(isLive),
          arithmetic: [`${numLive} of ${streams.length} streams are live (RTSP, cameras, sockets)`],
          assumptions: assumptions.list(),
          why: 'Live frames come at their own pace: the mux must not wait for them as it does for files, nor give them times of its own.',
          confidence: isGuess ? 'low' : 'high',
          place: { element: batcher.name, property: 'live-source' },
        },
        `Set live-source to ${isLive}`,
        [
          {
            element: batcher,
            property: 'live-source',
            value: isLive,
            accepts: (current, isWritten) =>
              current === Number(isLive) || (isGuess && isWritten && current === 1),
          },
        ],
      ),
    ];
  });
}

/** batched-push-timeout: a frame's time of the fastest live stream, of the slowest file. */
export function pushTimeouts(view: PipelineView): Advice[] {
  return batchersOf(view).flatMap((batcher) => {
    const streams = streamsOf(view, batcher);
    if (streams.length === 0) return [];
    const assumptions = new Assumptions();
    const isLive = anyLive(streams, assumptions);
    const counted = isLive ? streams.filter((stream) => stream.isLive) : streams;
    const rates = counted.map((stream) => rateOf(stream, assumptions));
    const rate = isLive ? Math.max(...rates) : Math.min(...rates);
    const isGuess = counted.some((stream) => stream.frameRate === undefined);
    const isNew = view.document.target.streammux === 'new';
    const exact = Math.min(MAX_INT, Math.max(1, Math.round(1_000_000 / rate)));
    const value = isNew ? Math.min(NEW_MUX_MAX_MICROS, exact) : exact;
    return [
      decide(
        view,
        {
          id: `mux-push-timeout:${batcher.name}`,
          topic: 'mux-push-timeout',
          title: `batched-push-timeout of '${batcher.name}'`,
          value: `${value} microseconds`,
          arithmetic: [
            `${isLive ? 'Fastest live' : 'Slowest'} of ${counted.length} streams: ${shown(rate)} frames per second`,
            `1000000 / ${shown(rate)} = ${exact} microseconds`,
            ...(value === exact ? [] : [`at most ${NEW_MUX_MAX_MICROS} for the new nvstreammux`]),
          ],
          assumptions: assumptions.list(),
          why: isLive
            ? 'Longer than a frame delays every stream when one is late, and -1 waits for ever when a camera stops.'
            : 'Files are read as fast as they are used: with the time of a frame, batches fill; waiting longer, or for ever, is also right for files.',
          confidence: isGuess ? 'low' : isLive ? 'high' : 'medium',
          place: { element: batcher.name, property: 'batched-push-timeout' },
        },
        `Set batched-push-timeout to ${value}`,
        [
          {
            element: batcher,
            property: 'batched-push-timeout',
            value,
            accepts: (current, isWritten) => {
              if (isNew && current > NEW_MUX_MAX_MICROS) return false;
              if (Math.abs(current - value) <= value * 0.05) return true;
              if (!isLive && (current > value || (current === -1 && !isNew))) return true;
              return isGuess && isWritten && current > 0;
            },
          },
        ],
      ),
    ];
  });
}

/** The size of a mux's frames: its own settings, or that of most of its streams. */
export function muxFrameSize(
  view: PipelineView,
  batcher: ElementView,
  assumptions: Assumptions,
): FrameSize {
  const set = isScalingBatcher(view, batcher) ? writtenSize(view, batcher) : undefined;
  return set ?? commonSize(streamsOf(view, batcher).map((stream) => sizeOf(stream, assumptions)));
}
