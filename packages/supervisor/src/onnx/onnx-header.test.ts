import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOnnxHeader } from './onnx-header.ts';

const sampleModel = resolve(
  import.meta.dirname,
  '../../../../examples/models/traffic/traffic_detector.onnx',
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onnx-header-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Write = (writer: BinaryWriter) => void;

/** A message inside another. */
function message(writer: BinaryWriter, number: number, write: Write): void {
  writer.tag(number, 2).fork();
  write(writer);
  writer.join();
}

function text(writer: BinaryWriter, number: number, value: string): void {
  writer.tag(number, 2).string(value);
}

/** A ValueInfoProto of 32-bit floats. */
function valueInfo(number: number, name: string, dims: readonly (number | string)[]): Write {
  return (graph) =>
    message(graph, number, (value) => {
      text(value, 1, name);
      message(value, 2, (type) =>
        message(type, 1, (tensor) => {
          tensor.tag(1, 0).int32(1);
          message(tensor, 2, (shape) => {
            for (const dim of dims) {
              message(shape, 1, (one) => {
                if (typeof dim === 'string') text(one, 2, dim);
                else one.tag(1, 0).int64(dim);
              });
            }
          });
        }),
      );
    });
}

function weight(name: string, more: Write = () => undefined): Write {
  return (graph) =>
    message(graph, 5, (tensor) => {
      tensor.tag(1, 0).int64(2).tag(2, 0).int32(1);
      text(tensor, 8, name);
      more(tensor);
    });
}

function model(...graph: readonly Write[]): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, 0).int64(8);
  text(writer, 2, 'maker');
  message(writer, 7, (into) => {
    for (const write of graph) write(into);
  });
  message(writer, 8, (operators) => operators.tag(2, 0).int64(17));
  return writer.finish();
}

const input = valueInfo(11, 'image', ['batch', 3, 544, 960]);
const output = valueInfo(12, 'output_cov/Sigmoid', [-1, 4, 34, 60]);

async function headerOf(bytes: Uint8Array) {
  const path = join(folder, 'model.onnx');
  await writeFile(path, bytes);
  return readOnnxHeader(path);
}

test('the sample model', async () => {
  expect(await readOnnxHeader(sampleModel)).toMatchObject({
    isReadable: true,
    opset: 13,
    inputs: [{ name: 'input_1', elementType: 'float32', dims: [expect.any(String), 3, 352, 640] }],
    outputs: [
      { name: 'output_cov/Sigmoid', dims: [expect.any(String), 4, 44, 80] },
      { name: 'output_bbox/BiasAdd', dims: [expect.any(String), 16, 44, 80] },
    ],
    externalFiles: [],
  });
});

test('names, shapes, open axes, versions', async () => {
  expect(await headerOf(model(input, output))).toEqual({
    isReadable: true,
    irVersion: 8,
    opset: 17,
    producer: 'maker',
    inputs: [{ name: 'image', elementType: 'float32', dims: ['batch', 3, 544, 960] }],
    outputs: [{ name: 'output_cov/Sigmoid', elementType: 'float32', dims: ['', 4, 34, 60] }],
    externalFiles: [],
  });
});

test('weights that are listed as inputs are none', async () => {
  const header = await headerOf(model(weight('w'), input, valueInfo(11, 'w', [2]), output));
  expect(header).toMatchObject({ inputs: [{ name: 'image' }] });
});

test('the files that hold weights', async () => {
  const external: Write = (tensor) => {
    message(tensor, 13, (entry) => {
      text(entry, 1, 'location');
      text(entry, 2, 'weights.bin');
    });
    message(tensor, 13, (entry) => {
      text(entry, 1, 'offset');
      text(entry, 2, '4096');
    });
  };
  const header = await headerOf(model(weight('a', external), weight('b', external), input, output));
  expect(header).toMatchObject({ externalFiles: ['weights.bin'] });
});

test('gigabytes of weights are passed over', async () => {
  const numWeightBytes = 2_500_000_000;
  const tensor = new BinaryWriter();
  text(tensor, 8, 'w');
  const tensorHead = tensor.tag(9, 2).uint32(numWeightBytes).finish();
  const graph = new BinaryWriter();
  const graphHead = graph
    .tag(5, 2)
    .uint32(tensorHead.length + numWeightBytes)
    .finish();
  const tail = new BinaryWriter();
  input(tail);
  output(tail);
  const graphTail = tail.finish();
  const numGraphBytes = graphHead.length + tensorHead.length + numWeightBytes + graphTail.length;
  const head = Buffer.concat([
    new BinaryWriter().tag(7, 2).uint32(numGraphBytes).finish(),
    graphHead,
    tensorHead,
  ]);
  const path = join(folder, 'large.onnx');
  const file = await open(path, 'w');
  await file.write(head, 0, head.length, 0);
  // A hole: the file takes no room on the disk.
  await file.write(graphTail, 0, graphTail.length, head.length + numWeightBytes);
  await file.close();
  expect(await readOnnxHeader(path)).toMatchObject({
    inputs: [{ name: 'image' }],
    outputs: [{ name: 'output_cov/Sigmoid' }],
  });
});

describe('what is no model says why', () => {
  const whole = model(
    weight('w', (tensor) => tensor.tag(9, 2).bytes(new Uint8Array(400))),
    input,
  );
  test.each<readonly [string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(), /is empty/],
    ['a text', Buffer.from('<html>not found</html>'), /is no ONNX model/],
    ['zeros', new Uint8Array(100), /is no ONNX model/],
    ['nothing of a graph', model().subarray(0, 9), /has no graph/],
    ['an empty graph', model(), /no inputs and outputs/],
    ['half of a model', whole.subarray(0, 300), /is cut off: \d+ bytes or more are missing/],
    ['a model cut in a field', model(input, output).subarray(0, 10), /is cut off/],
    [
      'a pointer of Git LFS',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'),
      /pointer of Git LFS/,
    ],
  ])('%s', async (_, bytes, problem) => {
    expect(await headerOf(bytes)).toEqual({
      isReadable: false,
      problem: expect.stringMatching(problem),
    });
  });

  test('every damaged model is told or read, none stops the check', async () => {
    const sound = model(weight('w'), input, output);
    for (let at = 0; at < sound.length; at += 1) {
      const spoilt = Uint8Array.from(sound);
      spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
      expect(await headerOf(spoilt)).toHaveProperty('isReadable');
      expect(await headerOf(sound.subarray(0, at))).toHaveProperty('isReadable');
    }
  });
});
