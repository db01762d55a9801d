/** Framing of the runner's channel: `u32 length (LE)`, `u8 kind`, payload. See ../README.md. */

export const FRAME_KIND_CONTROL = 1;
export const FRAME_KIND_TELEMETRY = 2;

/** Largest `length` a frame may announce, bytes. */
export const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

const LENGTH_BYTES = 4;

export interface Frame {
  readonly kind: number;
  /** A view into the decoder's memory: copy it before keeping it past the callback. */
  readonly payload: Uint8Array;
}

/** One frame as bytes. Throws RangeError when the payload is too large. */
export function encodeFrame(kind: number, payload: Uint8Array): Uint8Array {
  const length = payload.byteLength + 1;
  if (length > MAX_FRAME_LENGTH) {
    throw new RangeError(`A frame holds at most ${MAX_FRAME_LENGTH} bytes, got ${length}.`);
  }
  const bytes = new Uint8Array(LENGTH_BYTES + length);
  new DataView(bytes.buffer).setUint32(0, length, true);
  bytes[LENGTH_BYTES] = kind;
  bytes.set(payload, LENGTH_BYTES + 1);
  return bytes;
}

/** Cuts a byte stream into frames. A malformed length throws; the stream is then of no more use. */
export class FrameDecoder {
  #pending: Uint8Array = new Uint8Array(0);
  readonly #onFrame: (frame: Frame) => void;

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame;
  }

  /** Feeds the next bytes; calls `onFrame` for every frame that they complete, in order. */
  push(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.#pending.byteLength > 0) {
      bytes = new Uint8Array(this.#pending.byteLength + chunk.byteLength);
      bytes.set(this.#pending);
      bytes.set(chunk, this.#pending.byteLength);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let offset = 0;
    while (bytes.byteLength - offset >= LENGTH_BYTES) {
      const length = view.getUint32(offset, true);
      if (length === 0 || length > MAX_FRAME_LENGTH) {
        throw new RangeError(`Frame length ${length} is outside 1..${MAX_FRAME_LENGTH}.`);
      }
      const end = offset + LENGTH_BYTES + length;
      if (end > bytes.byteLength) {
        break;
      }
      this.#onFrame({
        kind: view.getUint8(offset + LENGTH_BYTES),
        payload: bytes.subarray(offset + LENGTH_BYTES + 1, end),
      });
      offset = end;
    }
    this.#pending = bytes.slice(offset);
  }
}
