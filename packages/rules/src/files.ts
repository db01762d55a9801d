/** What rules may know of files, through a lookup that the caller serves. */

export type FileFacts =
  | {
      readonly exists: false;
      readonly reason: 'missing' | 'outside-allowed-folders' | 'unreadable';
    }
  | {
      readonly exists: true;
      readonly kind: 'file' | 'folder';
      readonly sizeBytes: number;
      /** Of config-like files that are small enough. */
      readonly text?: string;
    };

/**
 * Facts of a path, relative ones starting at the document's folder. Undefined: not known yet;
 * `check` then lists the path in `unknownPaths` and judges nothing that depends on it.
 */
export type FileLookup = (path: string) => FileFacts | undefined;
