/** The workspace's folders, and what is put there on first start. */
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';

export const PIPELINES_FOLDER = 'pipelines';
export const RUNS_FOLDER = 'runs';

/** Below `examples/`, copied by the same names so that relative paths hold. */
const SAMPLE_FOLDERS = [PIPELINES_FOLDER, 'models', 'media'] as const;

/**
 * Makes the workspace with a copy of the samples. A workspace that is there already only gets the
 * folders it lacks: what a user deleted stays deleted, what a user changed stays changed.
 */
export async function prepareWorkspace(
  workspace: string,
  examples: string,
  logger: Logger,
): Promise<void> {
  const isNew = !(await exists(join(workspace, PIPELINES_FOLDER)));
  for (const folder of [...SAMPLE_FOLDERS, RUNS_FOLDER]) {
    await mkdir(join(workspace, folder), { recursive: true });
  }
  if (!isNew) {
    return;
  }
  for (const folder of SAMPLE_FOLDERS) {
    const source = join(examples, folder);
    if (!(await exists(source))) {
      logger.warn({ source }, 'there are no samples to copy');
      continue;
    }
    for (const name of await readdir(source)) {
      await cp(join(source, name), join(workspace, folder, name), {
        recursive: true,
        force: false,
        errorOnExist: false,
        preserveTimestamps: true,
      });
    }
  }
  logger.info({ workspace }, 'made a workspace with the samples');
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return false;
    }
    throw error;
  }
}
