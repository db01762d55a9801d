/** The fields of protobuf messages in a file, without reading what they hold. */
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import type { FileWindow } from './file-window.ts';

/** A tag and a length have at most this many bytes. */
const MAX_HEAD_BYTES = 20;
/** Names, shapes and the like are far smaller; only what is no model has larger ones. */
const MAX_CONTENT_BYTES = 1024 * 1024;

/** Why a file is no ONNX model; the message says it to users. */
export class OnnxProblem extends Error {}

/** A field of a message: a number, or where its content lies in the file. */
export interface WireField {
  readonly number: number;
  /** Of fields that hold a number. */
  readonly varint?: number;
  /** Of fields with content; both are offsets in the file, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The fields between two offsets, in order. Throws OnnxProblem for what is no protobuf. */
export async function* wireFields(
  window: FileWindow,
  start: number,
  end: number,
): AsyncGenerator<WireField> {
  let offset = start;
  while (offset < end) {
    const field = await fieldAt(window, offset, end);
    yield field;
    offset = field.end;
  }
}

/** What a field holds, as bytes. */
export async function contentOf(window: FileWindow, field: WireField): Promise<Uint8Array> {
  const length = field.end - field.start;
  if (length > MAX_CONTENT_BYTES) throw new OnnxProblem('is no ONNX model: a name has no end');
  return (await window.bytesAt(field.start, length)).subarray(0, length);
}

async function fieldAt(window: FileWindow, offset: number, end: number): Promise<WireField> {
  const available = Math.min(MAX_HEAD_BYTES, end - offset);
  const head = (await window.bytesAt(offset, available)).subarray(0, available);
  const reader = new BinaryReader(head);
  try {
    const [number, wireType] = reader.tag();
    if (wireType === WireType.Varint) {
      const varint = Number(reader.int64());
      const after = offset + reader.pos;
      return { number, varint, start: after, end: after };
    }
    const length = lengthOf(wireType, reader);
    const from = offset + reader.pos;
    if (from + length > end) {
      throw new OnnxProblem(
        end === window.sizeBytes
          ? `is cut off: ${from + length - end} bytes or more are missing at its end`
          : 'is damaged: a part of it is longer than the whole',
      );
    }
    return { number, start: from, end: from + length };
  } catch (error) {
    if (error instanceof OnnxProblem) throw error;
    // What the reader throws where bytes end too early.
    const isCut = error instanceof RangeError && end === window.sizeBytes;
    throw new OnnxProblem(
      isCut ? 'is cut off in the midst of a field' : 'is no ONNX model: it is not in its format',
      { cause: error },
    );
  }
}

function lengthOf(wireType: WireType, reader: BinaryReader): number {
  switch (wireType) {
    case WireType.LengthDelimited:
      return reader.uint32();
    case WireType.Bit32:
      return 4;
    case WireType.Bit64:
      return 8;
    default:
      throw new OnnxProblem('is no ONNX model: it is not in its format');
  }
}
