/** The workspace's files that go into a bundle: which there are, and their bytes. */
import type { BundleReference, PackedFile } from '@pipewright/formats';
import type { FileEntry, FileFacts } from '@pipewright/protocol';
import { type PathContext, refOf } from '../config-files/config-file-ref.ts';

/** A file that the pipeline refers to, and what becomes of it. */
export interface BundleItem {
  readonly reference: BundleReference;
  readonly state:
    | 'file'
    | 'folder'
    /** The pipeline makes it. */
    | 'output'
    | 'missing'
    /** Outside of the workspace, from where it is not served. */
    | 'outside';
  /** In the workspace; there for files and folders. */
  readonly source: string | undefined;
  /** Bytes; 0 for all but files. */
  readonly sizeBytes: number;
}

/** What is known of each reference; `facts` are by the path as the document writes it. */
export function bundleItems(
  references: readonly BundleReference[],
  facts: Readonly<Record<string, FileFacts>>,
  context: PathContext,
): readonly BundleItem[] {
  return references.map((reference) => {
    const ref = refOf(reference.path, {}, context);
    const source = ref?.kind === 'disk' && !ref.path.startsWith('/') ? ref.path : undefined;
    const fact = facts[reference.path];
    const nothing = { reference, source: undefined, sizeBytes: 0 };
    if (fact === undefined || !fact.exists) {
      return { ...nothing, state: reference.isOutput ? 'output' : 'missing' };
    }
    if (source === undefined) {
      return { ...nothing, state: 'outside' };
    }
    const sizeBytes = fact.kind === 'file' ? fact.sizeBytes : 0;
    return { reference, source, state: fact.kind, sizeBytes };
  });
}

export interface BundleReader {
  readonly list: (folder: string) => Promise<readonly FileEntry[]>;
  /** Calls back with the number of bytes of each piece that comes. */
  readonly read: (path: string, onBytes: (count: number) => void) => Promise<Uint8Array>;
}

export interface BundleProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** What is being read. */
  readonly path: string;
}

/** A browser holds a bundle in memory, twice while it is packed. */
export const MAX_BUNDLE_BYTES = 1024 ** 3;

/** Reads what is there, one file after the other. Rejects when a file can't be read. */
export async function readBundleData(
  items: readonly BundleItem[],
  reader: BundleReader,
  onProgress: (progress: BundleProgress) => void,
): Promise<readonly PackedFile[]> {
  const sources = await sourcesOf(items, reader);
  const totalBytes = sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (totalBytes > MAX_BUNDLE_BYTES) {
    const gigabytes = (totalBytes / 1e9).toFixed(1);
    throw new Error(
      `The files have ${gigabytes} GB, and a browser packs up to 1 GiB. On the machine itself, pipewright export --to bundle packs more.`,
    );
  }
  let doneBytes = 0;
  const files: PackedFile[] = [];
  for (const { path, target } of sources) {
    onProgress({ doneBytes, totalBytes, path });
    const bytes = await reader.read(path, (count) => {
      doneBytes += count;
      onProgress({ doneBytes, totalBytes, path });
    });
    files.push({ path: target, bytes });
  }
  return files;
}

interface Source {
  readonly path: string;
  readonly target: string;
  readonly sizeBytes: number;
}

async function sourcesOf(
  items: readonly BundleItem[],
  { list }: BundleReader,
): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const { state, source, sizeBytes, reference } of items) {
    if (source !== undefined && state === 'file') {
      sources.push({ path: source, target: reference.target, sizeBytes });
    } else if (source !== undefined && state === 'folder') {
      const folders = [source];
      for (const folder of folders) {
        for (const entry of await list(folder)) {
          if (entry.kind === 'folder') {
            folders.push(entry.path);
          } else {
            const target = `${reference.target}${entry.path.slice(source.length)}`;
            sources.push({ path: entry.path, target, sizeBytes: entry.sizeBytes });
          }
        }
      }
    }
  }
  return sources;
}
