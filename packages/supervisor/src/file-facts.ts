/** What checks may know of a file on this machine's disk. */
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { FileFacts, OnnxFacts } from '@pipewright/protocol';
import { readOnnxHeader } from './onnx/onnx-header.ts';

/** Largest file whose text is taken along, bytes. */
const MAX_TEXT_BYTES = 256 * 1024;

/** Suffixes of the config-like files whose text rules look into. */
const TEXT_SUFFIXES = [
  '.txt',
  '.cfg',
  '.conf',
  '.ini',
  '.yml',
  '.yaml',
  '.json',
  '.names',
  '.pbtxt',
  '.prototxt',
];

/** Headers of models that were read, by path; a changed file is read again. */
const onnxHeaders = new Map<
  string,
  { readonly stamp: string; readonly facts: Promise<OnnxFacts> }
>();
const MAX_ONNX_HEADERS = 64;

/**
 * Facts of the file at an absolute path; never rejects. Without `withContent` only that it is
 * there is told, not what is in it.
 */
export async function readFileFacts(
  path: string,
  { withContent = true }: { readonly withContent?: boolean } = {},
): Promise<FileFacts> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) {
      return { exists: true, kind: 'folder', sizeBytes: 0 };
    }
    const content = withContent && stats.isFile() ? await readContent(path, stats) : {};
    return { exists: true, kind: 'file', sizeBytes: stats.size, ...content };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    return { exists: false, reason: missing ? 'missing' : 'unreadable' };
  }
}

async function readContent(
  path: string,
  stats: Stats,
): Promise<{ readonly text?: string; readonly onnx?: OnnxFacts }> {
  const name = path.toLowerCase();
  if (name.endsWith('.onnx')) return { onnx: await onnxHeaderOf(path, stats) };
  const isText =
    stats.size <= MAX_TEXT_BYTES && TEXT_SUFFIXES.some((suffix) => name.endsWith(suffix));
  return isText ? { text: await readFile(path, 'utf8') } : {};
}

function onnxHeaderOf(path: string, { mtimeMs, size }: Stats): Promise<OnnxFacts> {
  const stamp = `${mtimeMs} ${size}`;
  const known = onnxHeaders.get(path);
  onnxHeaders.delete(path);
  const entry = known?.stamp === stamp ? known : { stamp, facts: readOnnxHeader(path) };
  onnxHeaders.set(path, entry);
  // What could not be read is tried again.
  entry.facts.catch(() => {
    if (onnxHeaders.get(path) === entry) onnxHeaders.delete(path);
  });
  const [oldest] = onnxHeaders.keys();
  if (onnxHeaders.size > MAX_ONNX_HEADERS && oldest !== undefined) onnxHeaders.delete(oldest);
  return entry.facts;
}
