import { joinPath } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';
import { relativePath } from '../documents/workspace-paths.ts';

/** A config file: one that the document owns, or one on the server's disk. */
export type ConfigFileRef =
  | { readonly kind: 'owned'; readonly name: string }
  /** Relative to the workspace; absolute for a file outside of it. */
  | { readonly kind: 'disk'; readonly path: string };

/** What the paths of a document start from. */
export interface PathContext {
  /** The document's folder in the workspace. */
  readonly folder: string;
  /** The workspace's absolute folder; absent while it is not known. */
  readonly root: string | undefined;
}

/** Tells files apart. */
export function fileKey(ref: ConfigFileRef): string {
  return ref.kind === 'owned' ? `owned ${ref.name}` : `disk ${ref.path}`;
}

/** The file's name or path, for people. */
export function filePath(ref: ConfigFileRef): string {
  return ref.kind === 'owned' ? ref.name : ref.path;
}

/** The last part of the file's path. */
export function baseName(ref: ConfigFileRef): string {
  const path = filePath(ref);
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The file that a path of the document means; undefined for addresses and open parameters. */
export function refOf(
  written: string,
  files: PipelineDocument['files'],
  { folder, root }: PathContext,
): ConfigFileRef | undefined {
  if (written === '' || written.includes('${') || /^[a-z][a-z0-9+.-]*:\/\//i.test(written)) {
    return undefined;
  }
  const name = written.replace(/^(?:\.\/)+/, '');
  if (Object.hasOwn(files, name)) {
    return { kind: 'owned', name };
  }
  if (!written.startsWith('/')) {
    return { kind: 'disk', path: joinPath(folder, written) };
  }
  const path = joinPath('/', written);
  const isInside = root !== undefined && path.startsWith(`${root}/`);
  return { kind: 'disk', path: isInside ? path.slice(root.length + 1) : path };
}

/** How a document in `folder` names the file. */
export function writtenPath(ref: ConfigFileRef, folder: string): string {
  if (ref.kind === 'owned') {
    return ref.name;
  }
  return ref.path.startsWith('/') ? ref.path : relativePath(folder, ref.path);
}

/** Where relative paths inside the file start: beside a file on disk, at the document's folder. */
export function folderOfPathsIn(ref: ConfigFileRef, folder: string): string {
  if (ref.kind === 'owned') {
    return folder;
  }
  const slash = ref.path.lastIndexOf('/');
  return slash < 0 ? '' : ref.path.slice(0, slash) || '/';
}
