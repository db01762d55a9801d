/** A run's measurements in plain shapes, from an encoded telemetry message. */
import { fromBinary } from '@bufbuild/protobuf';
import { type RunPad, type RunStats, telemetry } from '@pipewright/protocol';

/** Undefined for a message that is no sample. */
export function statsOf(message: Uint8Array, pads: readonly RunPad[]): RunStats | undefined {
  const { content } = fromBinary(telemetry.TelemetrySchema, message);
  if (content.case !== 'sample') {
    return undefined;
  }
  const { pads: measured, process } = content.value;
  const places = new Map(pads.map((pad) => [pad.index, pad]));
  return {
    pads: measured.flatMap((sample) => {
      const pad = places.get(sample.padIndex);
      return pad === undefined ? [] : [padStats(pad, sample)];
    }),
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
