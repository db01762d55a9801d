/** Reads small parts of a large file, and passes over the rest. */
import type { FileHandle } from 'node:fs/promises';

/** Large enough for a few hundred fields, small enough to be read behind every tensor. */
const WINDOW_BYTES = 8 * 1024;

export class FileWindow {
  readonly sizeBytes: number;
  readonly #file: FileHandle;
  #buffer = new Uint8Array(0);
  #start = 0;

  constructor(file: FileHandle, sizeBytes: number) {
    this.#file = file;
    this.sizeBytes = sizeBytes;
  }

  /** The bytes from an offset on: `count` or more, fewer only where the file ends. */
  async bytesAt(offset: number, count: number): Promise<Uint8Array> {
    const from = offset - this.#start;
    if (from < 0 || from + count > this.#buffer.length) {
      const wanted = Math.max(count, WINDOW_BYTES);
      const buffer = new Uint8Array(Math.max(0, Math.min(wanted, this.sizeBytes - offset)));
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await this.#file.read(
          buffer,
          length,
          buffer.length - length,
          offset + length,
        );
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      this.#buffer = buffer.subarray(0, length);
      this.#start = offset;
      return this.#buffer;
    }
    return this.#buffer.subarray(from);
  }
}
