/** Files from the user's own machine, as text. */

/** Scripts and configs have a few kilobytes. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** Rejects when one of them is no text, or too large to be one that describes a pipeline. */
export function readTextFiles(files: readonly File[]): Promise<readonly TextFile[]> {
  return Promise.all(files.map(readTextFile));
}

async function readTextFile(file: File): Promise<TextFile> {
  if (file.size > MAX_FILE_BYTES) {
    throw new Error(`${file.name} is larger than 2 MiB: it is no text that describes a pipeline.`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new Error(`${file.name} can’t be read as text in UTF-8.`);
  }
  if (text.includes('\0')) {
    throw new Error(`${file.name} is no text file.`);
  }
  return { name: file.name, text };
}
