/** Inputs and outputs as ONNX describes them: ValueInfoProto and what it holds. */
import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { OnnxTensor } from '@pipewright/protocol';

/** ONNX's TensorProto.DataType, by number. */
const elementTypes = [
  'undefined',
  'float32',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'float64',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'bfloat16',
];

/** Throws what the reader throws for bytes that are none. */
export function readValueInfo(bytes: Uint8Array): OnnxTensor {
  let name = '';
  let type: Omit<OnnxTensor, 'name'> = { elementType: 'undefined' };
  eachField(bytes, (number, reader) => {
    if (number === 1) name = reader.string();
    else if (number === 2) type = readType(reader.bytes());
    else return false;
    return true;
  });
  return { name, ...type };
}

/** A TypeProto: only tensors have an element type and a shape. */
function readType(bytes: Uint8Array): Omit<OnnxTensor, 'name'> {
  let elementType = 'no tensor';
  let dims: (number | string)[] | undefined;
  eachField(bytes, (number, reader) => {
    if (number !== 1) return false;
    elementType = 'undefined';
    eachField(reader.bytes(), (tensorField, tensorReader) => {
      if (tensorField === 1) {
        const type = tensorReader.int32();
        elementType = elementTypes[type] ?? `type ${type}`;
      } else if (tensorField === 2) dims = readShape(tensorReader.bytes());
      else return false;
      return true;
    });
    return true;
  });
  return dims === undefined ? { elementType } : { elementType, dims };
}

function readShape(bytes: Uint8Array): (number | string)[] {
  const dims: (number | string)[] = [];
  eachField(bytes, (number, reader) => {
    if (number !== 1) return false;
    let dim: number | string = '';
    eachField(reader.bytes(), (dimField, dimReader) => {
      if (dimField === 1) {
        const size = Number(dimReader.int64());
        // Some exporters write an open axis as -1 or 0.
        dim = size > 0 ? size : '';
      } else if (dimField === 2) dim = dimReader.string();
      else return false;
      return true;
    });
    dims.push(dim);
    return true;
  });
  return dims;
}

/** An entry of external data: a key and its value. */
export function readEntry(bytes: Uint8Array): { readonly key: string; readonly value: string } {
  let key = '';
  let value = '';
  eachField(bytes, (number, reader) => {
    if (number === 1) key = reader.string();
    else if (number === 2) value = reader.string();
    else return false;
    return true;
  });
  return { key, value };
}

/** An OperatorSetIdProto. */
export function readOperatorSet(bytes: Uint8Array): {
  readonly domain: string;
  readonly version: number;
} {
  let domain = '';
  let version = 0;
  eachField(bytes, (number, reader) => {
    if (number === 1) domain = reader.string();
    else if (number === 2) version = Number(reader.int64());
    else return false;
    return true;
  });
  return { domain, version };
}

/** Walks a message's fields; what `read` does not take is passed over. */
function eachField(
  bytes: Uint8Array,
  read: (number: number, reader: BinaryReader) => boolean,
): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (!read(number, reader)) reader.skip(wireType, number);
  }
}
