/** Files of the workspace, by the server. */
import { api } from '../api/trpc-client.ts';
import type { BundleReader } from './bundle-data.ts';

/** A text by its path in the workspace or of the SDK; undefined when there is none to be had. */
export async function readWorkspaceText(path: string): Promise<string | undefined> {
  try {
    return (await api.files.open.query({ path })).text;
  } catch {
    // The reader notes that the file stays a reference.
    return undefined;
  }
}

/** Reads bytes and folders until the signal aborts. */
export function workspaceBytesReader(signal: AbortSignal): BundleReader {
  return {
    list: (folder) => api.files.list.query({ folder }, { signal }),
    read: async (path, onBytes) => {
      const response = await fetch(`/workspace-file?path=${encodeURIComponent(path)}`, { signal });
      if (!response.ok || response.body === null) {
        throw new Error((await response.text()) || `${path} can’t be read.`);
      }
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      const reader = response.body.getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        pieces.push(piece.value);
        onBytes(piece.value.length);
      }
      return new Uint8Array(await new Blob(pieces).arrayBuffer());
    },
  };
}
