/** A bundle with the workspace's files in it, as one ZIP. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import {
  type BundleReference,
  type ExportedFile,
  type FormatNote,
  noteText,
  type PackedFile,
  packBundle,
} from '@pipewright/formats';
import { Refusal } from '../errors/app-error.ts';
import { isInside, realPathOfPossible } from '../workspace/contained-path.ts';

/** A bundle is put together in memory; a larger one is for the command line. */
const MAX_BUNDLE_BYTES = 256 * 1024 * 1024;
/** What the bundle lacks or says otherwise than the drawing; absent when there is nothing to say. */
const NOTES_FILE = 'EXPORT-NOTES.txt';

export interface BundleContent {
  readonly name: string;
  readonly files: readonly ExportedFile[];
  readonly notes: readonly FormatNote[];
  readonly references: readonly BundleReference[];
  /** Absolute; what the references start from. */
  readonly folder: string;
  /** Absolute; nothing outside of it is brought along. */
  readonly workspace: string;
}

/** Refuses bundles that are too large. Files that are not there are named in the notes. */
export async function packWithFiles(content: BundleContent): Promise<Uint8Array> {
  const { name, files, references } = content;
  const found: FoundFile[] = [];
  const lines = content.notes.map((note) => `${note.kind}: ${noteText(note)}`);
  for (const reference of references) {
    const brought = await filesOf(reference, content);
    found.push(...brought);
    if (brought.length === 0 && !reference.isOutput) {
      lines.push(
        `advice: ${reference.path} is no file of the workspace; put it at ${reference.target}`,
      );
    }
  }
  refuseTooLarge(found);
  const packed: PackedFile[] = files.map(({ path, text, isExecutable = false }) => ({
    path,
    bytes: Buffer.from(text),
    isExecutable,
  }));
  for (const { source, target } of found) {
    packed.push({ path: target, bytes: await readFile(source) });
  }
  if (lines.length > 0) {
    packed.push({ path: NOTES_FILE, bytes: Buffer.from(`${lines.join('\n')}\n`) });
  }
  return packBundle(name, packed);
}

interface FoundFile {
  /** Absolute. */
  readonly source: string;
  /** Relative to the bundle. */
  readonly target: string;
  readonly sizeBytes: number;
}

/** The file, or all that is in the folder; none for what lies outside the workspace. */
async function filesOf(
  { path, target }: BundleReference,
  { folder, workspace }: BundleContent,
): Promise<FoundFile[]> {
  const root = await realPathOfPossible(workspace);
  const found = await fileAt(resolve(folder, path), root);
  if (found === undefined) {
    return [];
  }
  if (!found.isFolder) {
    return [{ source: found.real, target, sizeBytes: found.sizeBytes }];
  }
  const entries = await readdir(found.real, { recursive: true });
  const files: FoundFile[] = [];
  for (const entry of entries.sort()) {
    const inner = await fileAt(join(found.real, entry), root);
    if (inner !== undefined && !inner.isFolder) {
      const way = relative(found.real, join(found.real, entry)).split(sep).join('/');
      files.push({ source: inner.real, target: `${target}/${way}`, sizeBytes: inner.sizeBytes });
    }
  }
  return files;
}

interface FoundPath {
  /** Without symbolic links. */
  readonly real: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
}

/** Undefined for what is not there, is no plain file or folder, or lies outside the root. */
async function fileAt(path: string, root: string): Promise<FoundPath | undefined> {
  try {
    const real = await realPathOfPossible(path);
    if (!isInside(root, real)) {
      return undefined;
    }
    const stats = await stat(real);
    return stats.isFile() || stats.isDirectory()
      ? { real, isFolder: stats.isDirectory(), sizeBytes: stats.size }
      : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'ELOOP') {
      return undefined;
    }
    throw error;
  }
}

function refuseTooLarge(files: readonly FoundFile[]): void {
  const numBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (numBytes > MAX_BUNDLE_BYTES) {
    const size = Math.ceil(numBytes / 1024 / 1024);
    const limit = MAX_BUNDLE_BYTES / 1024 / 1024;
    throw new Refusal(
      'bad-request',
      `The files of this bundle have ${size} MiB, and one of up to ${limit} MiB is made here. Export it from the command line: pipewright export FILE --to bundle -o FILE.zip`,
    );
  }
}
