/** Object metadata as JSON lines: one per frame. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { telemetry } from '@pipewright/protocol';
import { CommandError } from '../exit-codes.ts';

const FLUSH_CHARACTERS = 64 * 1024;
/** GStreamer's "no time". */
const NO_TIME = 2n ** 64n - 1n;

/** Writes as it goes, so that memory stays bounded and an ended run leaves what it saw. */
export class MetadataFile {
  readonly #path: string;
  readonly #descriptor: number;
  #pending = '';
  #failure: Error | undefined;

  /** Makes or replaces the file. Throws CommandError when that is impossible. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#descriptor = openSync(path, 'w');
    } catch (error) {
      throw new CommandError(`--metadata ${path}: ${(error as Error).message}`);
    }
  }

  /** Why not everything was written; absent when it was. */
  get problem(): string | undefined {
    return this.#failure && `${this.#path}: ${this.#failure.message}`;
  }

  add(frame: telemetry.FrameMeta): void {
    this.#pending += `${JSON.stringify(metadataLine(frame))}\n`;
    if (this.#pending.length >= FLUSH_CHARACTERS) {
      this.#flush();
    }
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = '';
    if (this.#failure !== undefined) {
      return;
    }
    try {
      writeSync(this.#descriptor, text);
    } catch (error) {
      this.#failure = error as Error;
    }
  }
}

/** Boxes in pixels of `width` x `height`; `trackId` is a string, as it takes 64 bits. */
function metadataLine(frame: telemetry.FrameMeta): unknown {
  return {
    source: frame.sourceId,
    pad: frame.padNumber,
    frame: frame.frameNumber,
    ptsNs: frame.ptsNs === NO_TIME ? null : Number(frame.ptsNs),
    width: frame.width,
    height: frame.height,
    objects: frame.objects.map((object) => ({
      classId: object.classId,
      label: object.label,
      trackId: object.trackId.toString(),
      confidence: rounded(object.confidence),
      left: rounded(object.left),
      top: rounded(object.top),
      width: rounded(object.width),
      height: rounded(object.height),
    })),
  };
}

/** Four digits behind the point: what came as 32 bits is not more exact. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
