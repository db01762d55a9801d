/** How full a queue is. */
import type { QueueSample } from './generated/pipewright/telemetry_pb.ts';

type Levels = Pick<
  QueueSample,
  'buffers' | 'maxBuffers' | 'bytes' | 'maxBytes' | 'timeNs' | 'maxTimeNs'
>;

/** The share of the nearest limit, 0 to 1; a limit of 0 is none. */
export function queueFill(queue: Levels): number {
  const share = (level: bigint, limit: bigint): number =>
    limit === 0n ? 0 : Number(level) / Number(limit);
  return Math.min(
    1,
    Math.max(
      share(queue.buffers, queue.maxBuffers),
      share(queue.bytes, queue.maxBytes),
      share(queue.timeNs, queue.maxTimeNs),
    ),
  );
}
