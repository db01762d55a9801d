/** The header of an ONNX model: inputs, outputs, versions. Weights are never read. */
import { type FileHandle, open } from 'node:fs/promises';
import type { OnnxFacts, OnnxTensor } from '@pipewright/protocol';
import { FileWindow } from './file-window.ts';
import { readEntry, readOperatorSet, readValueInfo } from './value-info.ts';
import { contentOf, OnnxProblem, type WireField, wireFields } from './wire-fields.ts';

type Header = Extract<OnnxFacts, { isReadable: true }>;
type Graph = Pick<Header, 'inputs' | 'outputs' | 'externalFiles'>;

/** Field numbers of ONNX's messages. */
const MODEL = { irVersion: 1, producerName: 2, producerVersion: 3, graph: 7, operatorSet: 8 };
const GRAPH = { initializer: 5, input: 11, output: 12, sparseInitializer: 15 };
const TENSOR = { name: 8, externalData: 13 };
const SPARSE_TENSOR = { values: 1 };

/** What a large file that could not be fetched is replaced by. */
const LFS_POINTER = 'version https://git-lfs';

/** Rejects only when the file can't be opened or read; what is wrong with it is in the facts. */
export async function readOnnxHeader(path: string): Promise<OnnxFacts> {
  const file = await open(path, 'r');
  try {
    return await readFrom(file);
  } catch (error) {
    if (error instanceof OnnxProblem) return { isReadable: false, problem: error.message };
    throw error;
  } finally {
    await file.close();
  }
}

async function readFrom(file: FileHandle): Promise<OnnxFacts> {
  const window = new FileWindow(file, (await file.stat()).size);
  if (window.sizeBytes === 0) throw new OnnxProblem('is empty');
  const start = await window.bytesAt(0, LFS_POINTER.length);
  if (new TextDecoder('latin1').decode(start.subarray(0, LFS_POINTER.length)) === LFS_POINTER) {
    throw new OnnxProblem('is a pointer of Git LFS, not the model itself: run git lfs pull');
  }
  return readModel(window);
}

async function readModel(window: FileWindow): Promise<Header> {
  let irVersion = 0;
  let opset = 0;
  const producer = { name: '', version: '' };
  let graph: Graph | undefined;
  for await (const field of wireFields(window, 0, window.sizeBytes)) {
    switch (field.number) {
      case MODEL.irVersion:
        irVersion = field.varint ?? 0;
        break;
      case MODEL.producerName:
        producer.name = await textOf(window, field);
        break;
      case MODEL.producerVersion:
        producer.version = await textOf(window, field);
        break;
      case MODEL.operatorSet: {
        const { domain, version } = await decode(window, field, readOperatorSet);
        if (domain === '' || domain === 'ai.onnx') opset = version;
        break;
      }
      case MODEL.graph:
        graph = await readGraph(window, field);
        break;
    }
  }
  if (!graph) throw new OnnxProblem('is no ONNX model: it has no graph');
  const isModel = graph.inputs.length > 0 || graph.outputs.length > 0;
  if (!isModel) throw new OnnxProblem('is no ONNX model: its graph has no inputs and outputs');
  const name = `${producer.name} ${producer.version}`.trim();
  return { isReadable: true, irVersion, opset, producer: name, ...graph };
}

async function readGraph(window: FileWindow, graph: WireField): Promise<Graph> {
  const inputs: OnnxTensor[] = [];
  const outputs: OnnxTensor[] = [];
  const weights = new Set<string>();
  const externalFiles = new Set<string>();
  for await (const field of wireFields(window, graph.start, graph.end)) {
    if (field.number === GRAPH.input) inputs.push(await decode(window, field, readValueInfo));
    else if (field.number === GRAPH.output) {
      outputs.push(await decode(window, field, readValueInfo));
    } else if (field.number === GRAPH.initializer) {
      await readWeight(window, field, weights, externalFiles);
    } else if (field.number === GRAPH.sparseInitializer) {
      for await (const part of wireFields(window, field.start, field.end)) {
        if (part.number === SPARSE_TENSOR.values) {
          await readWeight(window, part, weights, externalFiles);
        }
      }
    }
  }
  return {
    // Models of before IR version 4 list their weights among the inputs.
    inputs: inputs.filter(({ name }) => !weights.has(name)),
    outputs,
    externalFiles: [...externalFiles],
  };
}

/** The name of a tensor of weights, and the file that holds it; its data is passed over. */
async function readWeight(
  window: FileWindow,
  tensor: WireField,
  names: Set<string>,
  externalFiles: Set<string>,
): Promise<void> {
  for await (const field of wireFields(window, tensor.start, tensor.end)) {
    if (field.number === TENSOR.name) names.add(await textOf(window, field));
    else if (field.number === TENSOR.externalData) {
      const { key, value } = await decode(window, field, readEntry);
      if (key === 'location') externalFiles.add(value);
    }
  }
}

async function textOf(window: FileWindow, field: WireField): Promise<string> {
  return new TextDecoder().decode(await contentOf(window, field));
}

async function decode<T>(
  window: FileWindow,
  field: WireField,
  read: (bytes: Uint8Array) => T,
): Promise<T> {
  const bytes = await contentOf(window, field);
  try {
    return read(bytes);
  } catch (error) {
    throw new OnnxProblem('is damaged: a description in it is not in its format', {
      cause: error,
    });
  }
}
