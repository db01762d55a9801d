/** A run's folder: the plan, the config files that its elements read, the log. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Plan, redactPlan } from '@pipewright/graph';
import type { LogBatch } from './log-collector.ts';

/** Owned config files of a run lie here, below its folder. */
export const RUN_FILES_FOLDER = 'files';

/** Largest log kept of one run, bytes. */
const MAX_LOG_BYTES = 32 * 1024 * 1024;

/**
 * Writes `plan.json` and the plan's config files into the run's folder, which is made if need be.
 * Throws when a file lies outside the folder.
 */
export async function writeRunFolder(folder: string, plan: Plan): Promise<void> {
  await writePlanFiles(folder, plan);
  await writePlan(folder, plan);
}

/** The config files alone: what joins a run reads them before the run is as the plan says. */
export async function writePlanFiles(folder: string, plan: Plan): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of plan.files) {
    const path = resolve(file.path);
    const inside = relative(resolve(folder), path);
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`)) {
      throw new Error(`The config file ${path} would be written outside the run's folder.`);
    }
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.text);
  }
}

/** `plan.json` alone. Secrets don't reach it. */
export async function writePlan(folder: string, plan: Plan): Promise<void> {
  const { files, ...shown } = redactPlan(plan);
  const record = { ...shown, files: files.map(({ path }) => path) };
  await writeFile(join(folder, 'plan.json'), `${JSON.stringify(record, null, 2)}\n`);
}

/** `run.log`, appended to batch by batch and cut at a limit. */
export class RunLogFile {
  readonly #stream: WriteStream;
  #numBytes = 0;
  #failure: Error | undefined;

  constructor(folder: string) {
    this.#stream = createWriteStream(join(folder, 'run.log'), { flags: 'a' });
    this.#stream.on('error', (error) => {
      this.#failure = error;
    });
  }

  /** Why the log could not be written; absent while it could. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  append({ lines, numDropped }: LogBatch): void {
    if (this.#failure !== undefined || this.#numBytes > MAX_LOG_BYTES) {
      return;
    }
    let text = '';
    for (const line of lines) {
      text += `${new Date(line.atMillis).toISOString()} ${line.stream} ${line.text}\n`;
    }
    if (numDropped > 0) {
      text += `${new Date().toISOString()} pipewright ${numDropped} lines came too fast and were left out\n`;
    }
    this.#numBytes += Buffer.byteLength(text);
    if (this.#numBytes > MAX_LOG_BYTES) {
      text += `${new Date().toISOString()} pipewright the log ends here: it reached ${MAX_LOG_BYTES} bytes\n`;
    }
    this.#stream.write(text);
  }

  /** Resolves when all is written. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.end(() => resolve());
      this.#stream.once('error', () => resolve());
    });
  }
}
