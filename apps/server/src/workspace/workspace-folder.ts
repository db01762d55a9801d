/** The workspace's folders, and what is put there on first start. */
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';

export const PIPELINES_FOLDER = 'pipelines';
export const RUNS_FOLDER = 'runs';

/**
 * Below `examples/`, copied by the same names so that relative paths hold. The pipelines come last:
 * their folder is the sign of a whole workspace.
 */
const SAMPLE_FOLDERS = ['models', 'media', PIPELINES_FOLDER] as const;

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
  await mkdir(join(workspace, RUNS_FOLDER), { recursive: true });
  for (const folder of SAMPLE_FOLDERS) {
    await mkdir(join(workspace, folder), { recursive: true });
    if (isNew) {
      await copySamples(join(examples, folder), join(workspace, folder), logger);
    }
  }
  if (isNew) {
    logger.info({ workspace }, 'made a workspace with the samples');
  }
}

/** Never overwrites. */
async function copySamples(source: string, target: string, logger: Logger): Promise<void> {
  if (!(await exists(source))) {
    logger.warn({ source }, 'there are no samples to copy');
    return;
  }
  for (const name of await readdir(source)) {
    await cp(join(source, name), join(target, name), {
      recursive: true,
      force: false,
      errorOnExist: false,
      preserveTimestamps: true,
    });
  }
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
