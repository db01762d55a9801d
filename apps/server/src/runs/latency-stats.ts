/** Latencies, queues and GPUs of a sample in plain shapes. */
import {
  queueFill,
  type RunElementStats,
  type RunGpuStats,
  type RunLatency,
  type telemetry,
} from '@pipewright/protocol';

const NANOS_PER_MILLI = 1e6;

/** Undefined where nothing was measured. */
export function latencyOf(
  sample: telemetry.LatencySample | undefined,
  boundsNs: readonly bigint[],
): RunLatency | undefined {
  const total = sample?.total;
  if (sample === undefined || total === undefined || total.count === 0n) {
    return undefined;
  }
  return {
    count: Number(total.count),
    p50Millis: millis(total.p50Ns),
    p95Millis: millis(total.p95Ns),
    p99Millis: millis(total.p99Ns),
    maxMillis: millis(total.maxNs),
    sumMillis: millis(sample.sumNs),
    buckets: boundsNs.map((bound, index) => ({
      upToMillis: millis(bound),
      count: Number(sample.bucketCounts[index] ?? 0n),
    })),
  };
}

/** The sink at which a stream is latest; `sourceId` undefined: buffers that are in no batch. */
export function endToEnd(
  sample: telemetry.Sample,
  sourceId: number | undefined,
): RunLatency | undefined {
  const latencies = sample.elements
    .flatMap((element) => element.streams)
    .filter((stream) => stream.sourceId === sourceId)
    .flatMap((stream) => latencyOf(stream.latency, sample.latencyBoundsNs) ?? []);
  return latencies.sort((a, b) => b.p95Millis - a.p95Millis)[0];
}

export function elementStats(
  element: telemetry.ElementSample,
  boundsNs: readonly bigint[],
  factory: string | undefined,
): RunElementStats {
  const latency = latencyOf(element.latency, boundsNs);
  const { queue, drops, busy } = element;
  return {
    element: element.element,
    ...(factory === undefined ? {} : { factory }),
    ...(latency === undefined ? {} : { latency }),
    ...(busy === undefined ? {} : { busy }),
    ...(queue === undefined
      ? {}
      : {
          queue: {
            numBuffers: Number(queue.buffers),
            numBytes: Number(queue.bytes),
            millis: millis(queue.timeNs),
            fill: queueFill(queue),
          },
        }),
    ...(drops === undefined ? {} : { numDropped: Number(drops.dropped) }),
  };
}

export function gpuStats(gpu: telemetry.GpuSample): RunGpuStats {
  const known = {
    utilizationPercent: gpu.utilizationPercent,
    memoryUsedBytes: gpu.memoryUsedBytes === undefined ? undefined : Number(gpu.memoryUsedBytes),
    memoryTotalBytes: gpu.memoryTotalBytes === undefined ? undefined : Number(gpu.memoryTotalBytes),
    decoderPercent: gpu.decoderPercent,
    encoderPercent: gpu.encoderPercent,
    powerWatts: gpu.powerWatts,
    temperatureCelsius: gpu.temperatureCelsius,
  };
  return {
    index: gpu.index,
    name: gpu.name,
    uuid: gpu.uuid,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
  };
}

function millis(nanos: bigint): number {
  return Number(nanos) / NANOS_PER_MILLI;
}
