import type { telemetry } from '@pipewright/protocol';

/** About four seconds at 30 fps: far above the jitter buffer and the telemetry's delay. */
const CAPACITY = 128;

/** What lies on recent preview pictures, found by the picture's RTP timestamp. */
export class FrameBuffer {
  readonly #byTimestamp = new Map<number, telemetry.PreviewFrame>();

  /** Adds the metadata of a picture; the oldest ones are forgotten. */
  push(frame: telemetry.PreviewFrame): void {
    this.#byTimestamp.delete(frame.rtpTimestamp);
    this.#byTimestamp.set(frame.rtpTimestamp, frame);
    if (this.#byTimestamp.size > CAPACITY) {
      for (const oldest of this.#byTimestamp.keys()) {
        this.#byTimestamp.delete(oldest);
        break;
      }
    }
  }

  /** The metadata of exactly this picture; absent when it has not come (yet). */
  at(rtpTimestamp: number): telemetry.PreviewFrame | undefined {
    return this.#byTimestamp.get(rtpTimestamp);
  }

  get numFrames(): number {
    return this.#byTimestamp.size;
  }

  clear(): void {
    this.#byTimestamp.clear();
  }
}

/**
 * Maps the runner's monotonic clock to this page's. The least difference ever seen is the clocks'
 * offset plus the shortest transit, so an age measured with it leaves out that transit only.
 */
export class ClockOffset {
  #offsetMillis = Number.POSITIVE_INFINITY;

  /** A message stamped `runnerNanos` has arrived at `pageMillis` (performance.now). */
  observe(runnerNanos: bigint, pageMillis: number): void {
    this.#offsetMillis = Math.min(this.#offsetMillis, pageMillis - Number(runnerNanos) / 1e6);
  }

  /** Milliseconds from `runnerNanos` to `pageMillis`; absent before the first message. */
  ageMillis(runnerNanos: bigint, pageMillis: number): number | undefined {
    return Number.isFinite(this.#offsetMillis)
      ? pageMillis - (Number(runnerNanos) / 1e6 + this.#offsetMillis)
      : undefined;
  }
}
