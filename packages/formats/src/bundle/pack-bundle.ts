/** A bundle as one ZIP file, with the checksums of what is in it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { strToU8, type Zippable, zipSync } from 'fflate';

export interface PackedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isExecutable?: boolean;
}

export const CHECKSUM_FILE = 'SHA256SUMS';

/** Files that are compressed already: trying again costs time and gains nothing. */
const COMPRESSED = /\.(?:mp4|mkv|mov|jpe?g|png|zip|gz|engine|h26[45])$/i;
/** The earliest time that ZIP knows (local time): equal bundles are equal files. */
const NO_TIME = new Date(1980, 0, 1);
const UNIX = 3;
const MODE_SHIFT = 16;

/** One line a file, as `sha256sum -c` reads them, sorted by path. */
export function checksums(files: readonly PackedFile[]): string {
  const lines = files.map(({ path, bytes }) => `${bytesToHex(sha256(bytes))}  ${path}\n`);
  return lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('');
}

/** A ZIP of the files below one folder, with their checksums. */
export function packBundle(folder: string, files: readonly PackedFile[]): Uint8Array {
  const sums = { path: CHECKSUM_FILE, bytes: strToU8(checksums(files)) };
  const entries: Zippable = {};
  for (const { path, bytes, isExecutable } of [...files, sums] as readonly PackedFile[]) {
    const mode = isExecutable ? 0o100755 : 0o100644;
    entries[`${folder}/${path}`] = [
      bytes,
      {
        level: COMPRESSED.test(path) ? 0 : 6,
        mtime: NO_TIME,
        os: UNIX,
        attrs: mode * 2 ** MODE_SHIFT,
      },
    ];
  }
  return zipSync(entries);
}
