/** The files that a document refers to and does not hold. */
import { type Catalogue, mapConfigPaths, propertyFile } from '@pipewright/catalogue';
import type { PipelineDocument } from '@pipewright/graph';

export interface ReferredPath {
  /** As written: relative to the document's folder, or absolute. */
  readonly path: string;
  /** The element or the document's own file that refers to it first. */
  readonly element?: string;
  readonly property?: string;
  readonly file?: string;
  /** The pipeline makes it: it need not be there. */
  readonly isOutput: boolean;
}

/**
 * Local files that properties and the document's config files name, each once. Paths with
 * parameters in them are left out: only the start of a run tells them.
 */
export function referredPaths(
  document: PipelineDocument,
  catalogue: Pick<Catalogue, 'propertyRole'>,
): ReferredPath[] {
  const found = new Map<string, ReferredPath>();
  const add = (path: string, place: Omit<ReferredPath, 'path'>) => {
    const plain = path.replace(/^(?:\.\/)+/, '');
    if (plain === '' || plain.includes('${') || Object.hasOwn(document.files, plain)) return;
    if (!found.has(plain)) found.set(plain, { path: plain, ...place });
  };
  for (const [element, { factory, properties }] of Object.entries(document.elements)) {
    for (const [property, value] of Object.entries(properties)) {
      if (typeof value !== 'string') continue;
      const role = catalogue.propertyRole(factory, property, value);
      if (role === 'plain') continue;
      const file = propertyFile(factory, property);
      const isOutput = file?.access === 'write';
      for (const text of value.split(file?.separator ?? (role === 'path' ? ';' : '\n'))) {
        const path = role === 'path' ? text.trim() : localPath(text.trim());
        if (path !== undefined) add(path, { element, property, isOutput });
      }
    }
  }
  for (const [file, text] of Object.entries(document.files)) {
    mapConfigPaths(file, text, (path) => {
      // An engine that is missing is built.
      add(path, { file, isOutput: path.endsWith('.engine') });
      return path;
    });
  }
  return [...found.values()];
}

/** The path that a URI property means; undefined for what is no file here. */
function localPath(text: string): string | undefined {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return text;
  if (scheme !== 'file') return undefined;
  const path = text.slice('file:'.length).replace(/^\/\/(?:localhost(?=\/))?/i, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** How many folders above the document's own its relative paths reach. */
export function numFoldersAbove(paths: readonly ReferredPath[]): number {
  let most = 0;
  for (const { path } of paths) {
    if (path.startsWith('/')) continue;
    let depth = 0;
    for (const part of path.split('/')) {
      if (part === '..') depth -= 1;
      else if (part !== '.' && part !== '') depth += 1;
      most = Math.max(most, -depth);
    }
  }
  return most;
}
