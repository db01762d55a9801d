/** Runs one job of the queue as `pipewright run` would. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueFor, relocateConfig } from '@pipewright/catalogue';
import { expandDocument, parseDocument } from '@pipewright/graph';
import {
  type Environment,
  RUN_FILES_FOLDER,
  type RunnerInstallation,
} from '@pipewright/supervisor';
import { checkDocument } from '../check/check-input.ts';
import { HeadlessRun, type RunOutcome, type RunProgress } from '../run/headless-run.ts';
import type { RunJob } from './run-job.ts';

/** The job itself is at fault: no other host would do better. */
export class JobError extends Error {
  override readonly name = 'JobError';
}

export interface JobHost {
  readonly installation: RunnerInstallation;
  readonly environment: Environment;
}

export interface JobRun {
  /** Rejects with a JobError when the document can't be run at all. */
  readonly outcome: Promise<RunOutcome>;
  /** Sends EOS. */
  stop(): void;
}

export function startJob(
  job: RunJob,
  host: JobHost,
  onProgress: (progress: RunProgress) => void,
): JobRun {
  let isStopped = false;
  let running: HeadlessRun | undefined;
  const execute = async (): Promise<RunOutcome> => {
    const folder = await mkdtemp(join(tmpdir(), 'pipewright-job-'));
    try {
      running = await prepare(job, host, folder, onProgress);
      const outcome = running.toItsEnd();
      if (isStopped) {
        running.stop();
      }
      return await outcome;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  return {
    outcome: execute(),
    stop: () => {
      isStopped = true;
      running?.stop();
    },
  };
}

async function prepare(
  job: RunJob,
  { installation, environment }: JobHost,
  folder: string,
  onProgress: (progress: RunProgress) => void,
): Promise<HeadlessRun> {
  const parsed = parseDocument(job.document);
  if (!parsed.ok) {
    const lines = parsed.errors.map(({ line, message }) => `line ${line}: ${message}`);
    throw new JobError(`The document can't be read: ${lines.join('; ')}`);
  }
  const { document } = parsed;
  const catalogue = catalogueFor(document.target);
  const { diagnostics } = await checkDocument(document, job.folder);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const lines = errors.map(({ code, message }) => `${message} [${code}]`);
    throw new JobError(`The pipeline has errors: ${lines.join('; ')}`);
  }
  const expansion = expandDocument(document, {
    documentFolder: job.folder,
    filesFolder: join(folder, RUN_FILES_FOLDER),
    parameters: job.parameters ?? {},
    propertyRole: (factory, property, value) => catalogue.propertyRole(factory, property, value),
    relocateConfig,
  });
  if (!expansion.ok) {
    throw new JobError(expansion.errors.map(({ message }) => message).join('; '));
  }
  return new HeadlessRun({
    plan: expansion.plan,
    folder,
    runtime: job.runtime ?? 'auto',
    installation,
    environment,
    limitMillis: job.limitMillis,
    metadataPath: undefined,
    onProgress,
  });
}
