/** A folder of its own for each test. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

export interface ScratchFolder {
  readonly path: string;
  /** Writes a file there; resolves with its path. */
  file(text: string, name?: string): Promise<string>;
}

/** Makes the folder before each test of the file or group, and removes it afterwards. */
export function useScratchFolder(): ScratchFolder {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'pipewright-cli-test-'));
  });
  afterEach(() => rm(path, { recursive: true }));
  return {
    get path() {
      return path;
    },
    async file(text, name = 'test.pipeline.yaml') {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      return file;
    },
  };
}
