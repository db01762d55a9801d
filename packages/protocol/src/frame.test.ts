import { describe, expect, it } from 'vitest';
import {
  encodeFrame,
  FRAME_KIND_CONTROL,
  FRAME_KIND_TELEMETRY,
  FrameDecoder,
  MAX_FRAME_LENGTH,
} from './frame.ts';

function decodeInChunks(
  bytes: Uint8Array,
  chunkLength: number,
): { kind: number; payload: number[] }[] {
  const frames: { kind: number; payload: number[] }[] = [];
  const decoder = new FrameDecoder(({ kind, payload }) =>
    frames.push({ kind, payload: [...payload] }),
  );
  for (let offset = 0; offset < bytes.byteLength; offset += chunkLength) {
    decoder.push(bytes.subarray(offset, offset + chunkLength));
  }
  return frames;
}

describe('frames', () => {
  const first = encodeFrame(FRAME_KIND_CONTROL, Uint8Array.of(1, 2, 3));
  const second = encodeFrame(FRAME_KIND_TELEMETRY, new Uint8Array(0));
  const third = encodeFrame(FRAME_KIND_CONTROL, new Uint8Array(1000).fill(7));
  const stream = new Uint8Array([...first, ...second, ...third]);

  it('starts with the little-endian length of kind and payload', () => {
    expect([...first]).toEqual([4, 0, 0, 0, 1, 1, 2, 3]);
  });

  it.each([1, 2, 3, 5, 7, 64, 10_000])('reads the same frames from chunks of %i bytes', (chunk) => {
    expect(decodeInChunks(stream, chunk)).toEqual([
      { kind: FRAME_KIND_CONTROL, payload: [1, 2, 3] },
      { kind: FRAME_KIND_TELEMETRY, payload: [] },
      { kind: FRAME_KIND_CONTROL, payload: new Array(1000).fill(7) },
    ]);
  });

  it('keeps an unfinished frame until its last byte comes', () => {
    expect(decodeInChunks(stream.subarray(0, stream.byteLength - 1), 16)).toHaveLength(2);
  });

  it.each([0, MAX_FRAME_LENGTH + 1, 0xffffffff])('refuses a length of %i', (length) => {
    const bytes = new Uint8Array(5);
    new DataView(bytes.buffer).setUint32(0, length, true);
    expect(() => new FrameDecoder(() => {}).push(bytes)).toThrow(RangeError);
  });

  it('refuses to write a frame that no reader would take', () => {
    expect(() => encodeFrame(FRAME_KIND_CONTROL, new Uint8Array(MAX_FRAME_LENGTH))).toThrow(
      RangeError,
    );
  });
});
