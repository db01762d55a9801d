/** A run's measurements in plain shapes, from an encoded telemetry message. */
import { fromBinary } from '@bufbuild/protobuf';
import { type RunPad, type RunStats, telemetry } from '@pipewright/protocol';
import type { PlanStream } from '@pipewright/supervisor';
import { elementStats, endToEnd, gpuStats } from './latency-stats.ts';

/** Undefined for a message that is no sample. `factories`: those of the plan's elements. */
export function statsOf(
  message: Uint8Array,
  pads: readonly RunPad[],
  streams: readonly PlanStream[],
  factories: ReadonlyMap<string, string> = new Map(),
): RunStats | undefined {
  const { content } = fromBinary(telemetry.TelemetrySchema, message);
  if (content.case !== 'sample') {
    return undefined;
  }
  const sample = content.value;
  const { pads: measured, process } = sample;
  const places = new Map(pads.map((pad) => [pad.index, pad]));
  return {
    streams: streams.map((stream) => streamStats(stream, sample)),
    pads: measured.flatMap((counters) => {
      const pad = places.get(counters.padIndex);
      return pad === undefined ? [] : [padStats(pad, counters)];
    }),
    elements: sample.elements.map((element) =>
      elementStats(element, sample.latencyBoundsNs, factories.get(element.element)),
    ),
    gpus: sample.gpus.map(gpuStats),
    ...(process === undefined
      ? {}
      : {
          process: {
            cpuPercent: process.cpuPercent,
            residentBytes: Number(process.rssBytes),
            numThreads: process.threads,
            numDroppedMetadataBatches: Number(process.droppedMetadata),
          },
        }),
  };
}

interface FrameCount {
  readonly frames: bigint;
  readonly framesPerS: number;
}

/** A stream passes many pads: the one that has counted the most stands for it. */
function streamStats(
  { name, sourceId, padIndex }: PlanStream,
  sample: telemetry.Sample,
): RunStats['streams'][number] {
  const { pads } = sample;
  const latency = endToEnd(sample, sourceId);
  const counts: readonly FrameCount[] =
    sourceId === undefined
      ? pads.filter((pad) => pad.padIndex === padIndex)
      : pads.flatMap((pad) => pad.streams.filter((stream) => stream.sourceId === sourceId));
  return {
    name,
    ...(sourceId === undefined ? {} : { sourceId }),
    numFrames: Math.max(0, ...counts.map(({ frames }) => Number(frames))),
    framesPerSecond: Math.max(0, ...counts.map(({ framesPerS }) => framesPerS)),
    ...(latency === undefined ? {} : { latency }),
  };
}

function padStats(pad: RunPad, sample: telemetry.PadSample): RunStats['pads'][number] {
  return {
    index: pad.index,
    link: pad.link,
    element: pad.element,
    pad: pad.pad,
    numBuffers: Number(sample.buffers),
    numBytes: Number(sample.bytes),
    numFrames: Number(sample.frames),
    numObjects: Number(sample.objects),
    buffersPerSecond: sample.buffersPerS,
    framesPerSecond: sample.framesPerS,
    objectsPerSecond: sample.objectsPerS,
    streams: sample.streams.map((stream) => ({
      sourceId: stream.sourceId,
      numFrames: Number(stream.frames),
      framesPerSecond: stream.framesPerS,
      objectsPerSecond: stream.objectsPerS,
    })),
  };
}

/** For a reader that is slow: only the newest waits. */
export function keepNewest<T>(waiting: T[], event: T): void {
  waiting.splice(0, waiting.length, event);
}
