/** For tests: the facts of a model file, and an nvinfer that runs it. */
import type { FileFacts, OnnxTensor } from '../files.ts';
import type { Sketch } from '../sketch.ts';

type Dims = readonly (number | string)[];
type Tensors = Readonly<Record<string, Dims | Omit<OnnxTensor, 'name'>>>;

/** A model with inputs and outputs by name: dims of 32-bit floats, or with another type. */
export function onnxFacts(
  inputs: Tensors,
  outputs: Tensors = {},
  externalFiles: readonly string[] = [],
): FileFacts {
  return {
    exists: true,
    kind: 'file',
    sizeBytes: 1000,
    onnx: {
      isReadable: true,
      irVersion: 8,
      opset: 17,
      producer: 'test',
      inputs: tensors(inputs),
      outputs: tensors(outputs),
      externalFiles,
    },
  };
}

function tensors(byName: Tensors): OnnxTensor[] {
  return Object.entries(byName).map(([name, tensor]) =>
    isDims(tensor) ? { name, elementType: 'float32', dims: tensor } : { name, ...tensor },
  );
}

function isDims(tensor: Dims | Omit<OnnxTensor, 'name'>): tensor is Dims {
  return Array.isArray(tensor);
}

/** An nvinfer whose config, owned by the document, names `m.onnx` on disk. */
export function nvinferWith(model: FileFacts, lines: string, more: Partial<Sketch> = {}): Sketch {
  return {
    elements: { i: ['nvinfer', { 'config-file-path': 'i.txt' }], ...more.elements },
    ...(more.links ? { links: more.links } : {}),
    files: { 'i.txt': `[property]\nonnx-file=m.onnx\n${lines}\n`, ...more.files },
    disk: { 'm.onnx': model, ...more.disk },
  };
}
