/**
 * Runs pipelines of others on the CPU stand-in: each file of a folder is imported, its inputs are
 * replaced by the sample media, and the command line runs it headless. Prints what each came to,
 * and the counts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adaptDocument } from './adapt-document.ts';
import type { FoundPipeline } from './find-pipelines.ts';
import { ProgressLines } from './progress-lines.ts';
import { outcomeText, summaryText } from './report.ts';
import { type Outcome, type RunOptions, runPipeline } from './run-pipeline.ts';
import { makeSampleInputs, type SampleInputs } from './sample-inputs.ts';

export { CorpusError, findPipelines } from './find-pipelines.ts';

export interface CorpusOptions extends Omit<RunOptions, 'scratch'> {
  /** How many pipelines run side by side. */
  readonly jobs: number;
}

/** When the signal aborts, the runs stop, and what was seen until then is printed. */
export async function runCorpus(
  pipelines: readonly FoundPipeline[],
  { jobs, ...options }: CorpusOptions,
): Promise<void> {
  const { root, signal } = options;
  const scratch = mkdtempSync(join(tmpdir(), 'pipewright-corpus-'));
  const outcomes: Outcome[] = [];
  try {
    console.log('Making short inputs of the sample media');
    const inputs = await makeSampleInputs(root, scratch, signal);
    const progress = new ProgressLines(pipelines.length, process.stdout);
    await forEachOf(pipelines, jobs, signal, async (pipeline) => {
      progress.start(pipeline.name);
      const outcome = await outcomeOf(pipeline, inputs, { ...options, scratch });
      if (outcome !== undefined) outcomes.push(outcome);
      progress.finish(pipeline.name, outcome && outcomeText(outcome));
    });
  } catch (error) {
    // What makes the sample media was stopped.
    if (!signal.aborted) throw error;
  } finally {
    // A runner that was killed may still be writing.
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log(`\n${summaryText(outcomes, pipelines.length)}`);
}

async function outcomeOf(
  pipeline: FoundPipeline,
  inputs: SampleInputs,
  options: RunOptions,
): Promise<Outcome | undefined> {
  if ('problem' in pipeline) return { verdict: 'unreadable', problem: pipeline.problem };
  return runPipeline(adaptDocument(pipeline.document, inputs), options);
}

/** Starts with the first `jobs` of them, and with the next one whenever one is done. */
async function forEachOf<T>(
  items: readonly T[],
  jobs: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  // All workers share it, so each item is taken once.
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) {
      if (signal.aborted) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}
