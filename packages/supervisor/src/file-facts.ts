/** What checks may know of a file on this machine's disk. */
import { readFile, stat } from 'node:fs/promises';
import type { FileFacts } from '@pipewright/protocol';

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

/** Facts of the file at an absolute path; never rejects. */
export async function readFileFacts(path: string): Promise<FileFacts> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) {
      return { exists: true, kind: 'folder', sizeBytes: 0 };
    }
    const sizeBytes = stats.size;
    const isText =
      stats.isFile() &&
      sizeBytes <= MAX_TEXT_BYTES &&
      TEXT_SUFFIXES.some((suffix) => path.toLowerCase().endsWith(suffix));
    return isText
      ? {
          exists: true,
          kind: 'file',
          sizeBytes,
          text: await readFile(path, 'utf8'),
        }
      : { exists: true, kind: 'file', sizeBytes };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    return { exists: false, reason: missing ? 'missing' : 'unreadable' };
  }
}
