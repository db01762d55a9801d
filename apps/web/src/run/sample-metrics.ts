/** What is shown of a run, from a sample of its telemetry. */
import { queueFill, type telemetry } from '@pipewright/protocol';
import type { Bottleneck } from './bottleneck.ts';

/** One stream of a batch. */
export interface StreamMetrics {
  readonly sourceId: number;
  readonly framesPerSecond: number;
  readonly objectsPerSecond: number;
}

/** What flows over a link, from the latest sample. */
export interface LinkMetrics {
  readonly buffersPerSecond: number;
  readonly framesPerSecond: number;
  readonly objectsPerSecond: number;
  readonly numFrames: number;
  readonly numObjects: number;
  readonly streams: readonly StreamMetrics[];
  /** Negotiated caps; empty before the first buffer. */
  readonly caps: string;
}

/** What an element handles, summed up from its links. */
export interface ElementMetrics {
  readonly framesPerSecond: number;
  readonly objectsPerSecond: number;
  readonly numObjects: number;
  /** Of the last interval; absent where buffers can't be matched. */
  readonly latency?: Percentiles;
  /** Share of the interval in which it worked, 0 to 1; absent where that can't be told. */
  readonly busy?: number;
  /** Of what all elements together take for a buffer, 0 to 1; absent where there is none. */
  readonly latencyShare?: number;
  readonly queue?: QueueFill;
  /** Buffers since the start, and per second; absent where nothing counts them. */
  readonly dropped?: { readonly count: number; readonly perSecond: number };
}

/** Of one interval, in milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Share of its limit from which on a queue is about to block or to drop. */
export const QUEUE_NEARLY_FULL = 0.9;

export interface QueueFill {
  readonly numBuffers: number;
  /** Share of the nearest limit, 0 to 1. */
  readonly fill: number;
}

/** Of one stream at the sink where it is latest. */
export interface StreamLatency extends Percentiles {
  /** Undefined: of buffers that are in no batch. */
  readonly sourceId: number | undefined;
}

export interface RunMetrics {
  /** Frames per second of all sources together. */
  readonly framesPerSecond: number;
  readonly cpuPercent: number;
  readonly residentBytes: number;
  readonly numDroppedMetadata: number;
  /** From source to sink, of the last interval. */
  readonly latencies: readonly StreamLatency[];
  readonly gpus: readonly telemetry.GpuSample[];
  readonly bottleneck: Bottleneck | undefined;
  /** Processing latencies of all elements together, p95, in milliseconds. */
  readonly processingLatency: number;
  /** The newest last; of the last few minutes. */
  readonly history: readonly HistoryPoint[];
}

export interface HistoryPoint {
  readonly framesPerSecond: number;
  readonly cpuPercent: number;
  readonly residentBytes: number;
  /** Of the slowest stream, in milliseconds; undefined where it is not known. */
  readonly latencyP95: number | undefined;
}

/** Two minutes at two samples a second. */
export const HISTORY_LENGTH = 240;

/** Indexes of the pads around an element. */
export interface ElementPads {
  readonly outgoing: number[];
  readonly incoming: number[];
}

export function linkMetrics(counters: telemetry.PadSample, caps: string): LinkMetrics {
  return {
    buffersPerSecond: counters.buffersPerS,
    framesPerSecond: counters.framesPerS,
    objectsPerSecond: counters.objectsPerS,
    numFrames: Number(counters.frames),
    numObjects: Number(counters.objects),
    streams: counters.streams.map((stream) => ({
      sourceId: stream.sourceId,
      framesPerSecond: stream.framesPerS,
      objectsPerSecond: stream.objectsPerS,
    })),
    caps,
  };
}

/** Outgoing links tell what an element makes (branches of a tee carry the same); a sink has none. */
export function elementMetrics(
  own: ElementPads,
  byIndex: ReadonlyMap<number, telemetry.PadSample>,
): ElementMetrics {
  let framesPerSecond = 0;
  let objectsPerSecond = 0;
  let numObjects = 0;
  for (const index of own.outgoing.length > 0 ? own.outgoing : own.incoming) {
    const counters = byIndex.get(index);
    if (counters !== undefined) {
      framesPerSecond = Math.max(framesPerSecond, counters.framesPerS);
      objectsPerSecond = Math.max(objectsPerSecond, counters.objectsPerS);
      numObjects = Math.max(numObjects, Number(counters.objects));
    }
  }
  return { framesPerSecond, objectsPerSecond, numObjects };
}

/** What the runner says of an element by its name. */
export function measurements(
  element: telemetry.ElementSample | undefined,
): Pick<ElementMetrics, 'latency' | 'busy' | 'queue' | 'dropped'> {
  const latency = percentiles(element?.latency);
  const { busy, queue, drops } = element ?? {};
  return {
    ...(latency === undefined ? {} : { latency }),
    ...(busy === undefined ? {} : { busy }),
    ...(queue === undefined
      ? {}
      : {
          queue: {
            numBuffers: Number(queue.buffers),
            fill: queueFill(queue),
          },
        }),
    ...(drops === undefined
      ? {}
      : { dropped: { count: Number(drops.dropped), perSecond: drops.droppedPerS } }),
  };
}

/** Undefined when nothing came in the interval. */
function percentiles(latency: telemetry.LatencySample | undefined): Percentiles | undefined {
  const interval = latency?.interval;
  if (interval === undefined || interval.count === 0n) {
    return undefined;
  }
  const millis = (nanos: bigint): number => Number(nanos) / 1e6;
  return {
    p50: millis(interval.p50Ns),
    p95: millis(interval.p95Ns),
    p99: millis(interval.p99Ns),
    max: millis(interval.maxNs),
  };
}

export function streamLatencies(sample: telemetry.Sample): StreamLatency[] {
  const latest = new Map<number | undefined, StreamLatency>();
  for (const { sourceId, latency } of sample.elements.flatMap((element) => element.streams)) {
    const found = percentiles(latency);
    const known = latest.get(sourceId);
    if (found !== undefined && (known === undefined || found.p95 > known.p95)) {
      latest.set(sourceId, { ...found, sourceId });
    }
  }
  return [...latest.values()].sort((a, b) => (a.sourceId ?? -1) - (b.sourceId ?? -1));
}
