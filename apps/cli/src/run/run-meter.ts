/** Counts what a run does, from its telemetry. */
import { fromBinary } from '@bufbuild/protobuf';
import { telemetry } from '@pipewright/protocol';
import type { PlanStream } from '@pipewright/supervisor';

export interface RunCounts {
  /** Frames by stream name. */
  readonly frames: ReadonlyMap<string, number>;
  /** Objects by label, each counted once per frame it is in. */
  readonly objects: ReadonlyMap<string, number>;
  /** Batches of metadata that were lost. */
  readonly numDropped: number;
  /** Buffers that elements dropped, by element; those that dropped none are left out. */
  readonly droppedBuffers: ReadonlyMap<string, number>;
  /** Of the frames that took longest: those at the sink with the highest p95. */
  readonly latency: telemetry.LatencySummary | undefined;
}

/** Rates of the newest sample, for the progress line. */
export interface RunRates {
  readonly framesPerSecond: ReadonlyMap<string, number>;
  readonly objectsPerSecond: number;
}

/** Feeds on encoded `Telemetry` messages. */
export class RunMeter {
  readonly #streamNames = new Map<number, string>();
  readonly #streams: readonly PlanStream[];
  readonly #onFrame: (frame: telemetry.FrameMeta) => void;
  readonly #framesOfBatches = new Map<string, number>();
  readonly #objects = new Map<string, number>();
  #sample: telemetry.Sample | undefined;

  /** `onFrame` gets every frame's metadata, in order. */
  constructor(
    streams: readonly PlanStream[],
    onFrame: (frame: telemetry.FrameMeta) => void = () => {},
  ) {
    this.#streams = streams;
    this.#onFrame = onFrame;
    for (const { name, sourceId } of streams) {
      if (sourceId !== undefined) {
        this.#streamNames.set(sourceId, name);
      }
    }
  }

  /** What the message held. */
  push(bytes: Uint8Array): 'sample' | 'metadata' | 'other' {
    const { content } = fromBinary(telemetry.TelemetrySchema, bytes);
    if (content.case === 'sample') {
      this.#sample = content.value;
      return 'sample';
    }
    if (content.case !== 'metadata') {
      return 'other';
    }
    for (const frame of content.value.frames) {
      this.#countFrame(frame);
      this.#onFrame(frame);
    }
    return 'metadata';
  }

  counts(): RunCounts {
    const frames = new Map<string, number>();
    for (const stream of this.#streams) {
      const counted = this.#framesOfBatches.get(stream.name);
      frames.set(stream.name, counted ?? this.#framesOfSample(stream));
    }
    return {
      frames,
      objects: this.#objects,
      numDropped: Number(this.#sample?.process?.droppedMetadata ?? 0n),
      droppedBuffers: this.#droppedBuffers(),
      latency: this.#latency(),
    };
  }

  rates(): RunRates {
    const framesPerSecond = new Map<string, number>();
    for (const stream of this.#streams) {
      framesPerSecond.set(stream.name, this.#rateOfSample(stream));
    }
    const pads = this.#sample?.pads ?? [];
    return {
      framesPerSecond,
      objectsPerSecond: Math.max(0, ...pads.map((pad) => pad.objectsPerS)),
    };
  }

  #droppedBuffers(): Map<string, number> {
    const dropped = new Map<string, number>();
    for (const { element, drops } of this.#sample?.elements ?? []) {
      if (drops !== undefined && drops.dropped > 0n) {
        dropped.set(element, Number(drops.dropped));
      }
    }
    return dropped;
  }

  #latency(): telemetry.LatencySummary | undefined {
    return this.#sample?.elements
      .flatMap((element) => element.streams)
      .flatMap((stream) => stream.latency?.total ?? [])
      .filter(({ count }) => count > 0n)
      .sort((a, b) => Number(b.p95Ns - a.p95Ns))[0];
  }

  #countFrame(frame: telemetry.FrameMeta): void {
    const name = this.#streamNames.get(frame.padNumber) ?? this.#nameBySource(frame.sourceId);
    this.#framesOfBatches.set(name, (this.#framesOfBatches.get(name) ?? 0) + 1);
    for (const { label, classId } of frame.objects) {
      const key = label === '' ? `class ${classId}` : label;
      this.#objects.set(key, (this.#objects.get(key) ?? 0) + 1);
    }
  }

  #nameBySource(sourceId: number): string {
    return this.#streamNames.get(sourceId) ?? `source ${sourceId}`;
  }

  /** The pad that has counted the most: a muxer's pad sees every frame of every stream. */
  #framesOfSample(stream: PlanStream): number {
    const counts = this.#samplesOf(stream).map((sample) => Number(sample.frames));
    return Math.max(0, ...counts);
  }

  #rateOfSample(stream: PlanStream): number {
    return Math.max(0, ...this.#samplesOf(stream).map((sample) => sample.framesPerS));
  }

  #samplesOf(stream: PlanStream): { frames: bigint; framesPerS: number }[] {
    const pads = this.#sample?.pads ?? [];
    return stream.sourceId === undefined
      ? pads.filter((pad) => pad.padIndex === stream.padIndex)
      : pads.flatMap((pad) => pad.streams.filter(({ sourceId }) => sourceId === stream.sourceId));
  }
}
