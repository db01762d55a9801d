/** The models on disk that the sound documents, and the spoilt ones, name. */
import { onnxFacts } from '../config/onnx-sketch.ts';
import type { FileFacts } from '../files.ts';

const boxes = { bbox: ['batch', 8, 34, 60], cov: ['batch', 2, 34, 60] };

const models: Readonly<Record<string, FileFacts>> = {
  'models/detector.onnx': onnxFacts({ image: ['batch', 3, 544, 960] }, boxes),
  'models/fixed-detector.onnx': onnxFacts({ image: [3, 3, 544, 960] }, boxes),
  'models/raw-detector.onnx': onnxFacts(
    { image: ['batch', 3, 544, 960] },
    { output0: ['batch', 6, 8400] },
  ),
  'models/secondary.onnx': onnxFacts({ image: ['batch', 3, 224, 224] }, { scores: ['batch', 3] }),
  'models/damaged.onnx': {
    exists: true,
    kind: 'file',
    sizeBytes: 9,
    onnx: { isReadable: false, problem: 'is cut off' },
  },
};

/** What is on disk: everything but paths with `nosuch`. */
export function filesOnDisk(path: string): FileFacts {
  if (path.includes('nosuch')) return { exists: false, reason: 'missing' };
  return models[path] ?? { exists: true, kind: 'file', sizeBytes: 1 };
}
