/** All runs of this server, each with a process of its own. */
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Plan } from '@pipewright/graph';
import type {
  LogLine,
  RunEvent,
  RunLogLevels,
  RunPosition,
  RunStats,
  RunSummary,
  RunUpdate,
} from '@pipewright/protocol';
import {
  ChannelClosedError,
  type Environment,
  type LocateResult,
  PlanChangeError,
  RequestTimeoutError,
  RUN_FILES_FOLDER,
  RunnerError,
  type RunSession,
  writePlan,
  writePlanFiles,
  writeRunFolder,
} from '@pipewright/supervisor';
import type { Logger } from 'pino';
import { Refusal } from '../errors/app-error.ts';
import { EventHub } from '../events/event-stream.ts';
import type { LiveRegistry } from '../registry/live-registry.ts';
import type { TelemetryHub } from '../telemetry/telemetry-hub.ts';
import type {
  Runs,
  SeekInput,
  SetPropertyInput,
  SnapshotInput,
  StartInput,
  StepInput,
  UpdateInput,
} from '../trpc/context.ts';
import { containedPath } from '../workspace/contained-path.ts';
import type { WorkspaceFiles } from '../workspace/workspace-files.ts';
import { PIPELINES_FOLDER, RUNS_FOLDER } from '../workspace/workspace-folder.ts';
import { PipelineRun, type PipelineRunListener } from './pipeline-run.ts';
import { prepareRun } from './prepare-run.ts';

/** Runs at the same time. */
const MAX_LIVE_RUNS = 16;
/** Ended runs that can still be looked at. */
const MAX_ENDED_RUNS = 50;
const TELEMETRY_INTERVAL_MILLIS = 500;
/** Whoever presses Stop watches it: sources that hold EOS back are not waited for long. */
const EOS_TIMEOUT_MILLIS = 5000;

export interface RunRegistryOptions {
  readonly workspace: string;
  readonly files: WorkspaceFiles;
  readonly registry: LiveRegistry;
  readonly telemetry: TelemetryHub;
  readonly locate: () => LocateResult;
  readonly environment: Environment;
  readonly logger: Logger;
}

export class RunRegistry implements Runs {
  readonly #options: RunRegistryOptions;
  /** In order of start. */
  readonly #runs = new Map<string, PipelineRun>();
  readonly #hub = new EventHub<RunSummary[]>();
  readonly #listener: PipelineRunListener;
  #isClosing = false;

  constructor(options: RunRegistryOptions) {
    this.#options = options;
    this.#listener = {
      stateChanged: (run) => this.#hub.publish([run.summary()]),
      telemetry: (run, bytes) => options.telemetry.forward(run.id, bytes),
    };
  }

  /** The newest first. */
  list(): RunSummary[] {
    return [...this.#runs.values()].map((run) => run.summary()).reverse();
  }

  get(runId: string): RunSummary {
    return this.#run(runId).summary();
  }

  /** The session of a run; refuses unknown ones. */
  session(runId: string): RunSession {
    return this.#run(runId).session;
  }

  async start(input: StartInput): Promise<{ runId: string }> {
    this.#refuseIfFull();
    const { workspace, environment, logger } = this.#options;
    const located = this.#options.locate();
    if (!located.ok) {
      throw new Refusal('unavailable', located.problem);
    }
    const id = newRunId();
    const folder = join(workspace, RUNS_FOLDER, id);
    const { text, path, parameters } = input;
    const plan = await this.#prepare({ text, path, parameters, folder });
    await writeRunFolder(folder, plan);
    // Others may have started meanwhile.
    this.#refuseIfFull();
    const run = new PipelineRun(
      {
        id,
        plan,
        documentPath: input.path,
        parameters,
        revision: input.revision,
        folder,
        session: {
          runtime: input.runtime ?? 'auto',
          installation: located.installation,
          environment,
          telemetryIntervalMillis: TELEMETRY_INTERVAL_MILLIS,
          expectsViewers: true,
          timeouts: { eos: EOS_TIMEOUT_MILLIS },
        },
        logger,
      },
      this.#listener,
    );
    this.#runs.set(id, run);
    this.#forgetOldest();
    this.#hub.publish([run.summary()]);
    void run.session.start();
    return { runId: id };
  }

  async #prepare(input: {
    text: string;
    path: string | undefined;
    parameters: StartInput['parameters'];
    folder: string;
  }): Promise<Plan> {
    const { workspace, registry, files } = this.#options;
    const document = await containedPath(workspace, input.path ?? `${PIPELINES_FOLDER}/unsaved`);
    const { plan } = await prepareRun({
      text: input.text,
      parameters: input.parameters,
      documentFolder: dirname(document),
      filesFolder: join(input.folder, RUN_FILES_FOLDER),
      catalogueOf: (target) => registry.catalogue(target),
      factsOf: (from, paths) => files.factsFrom(from, paths),
    });
    return plan;
  }

  async stop(runId: string): Promise<void> {
    await this.#run(runId).session.stop();
  }

  async kill(runId: string): Promise<void> {
    const run = this.#run(runId);
    if (!run.isOver) {
      await run.session.kill();
    }
  }

  async pause(runId: string): Promise<void> {
    await commanded(this.#run(runId).session.pause());
  }

  async resume(runId: string): Promise<void> {
    await commanded(this.#run(runId).session.resume());
  }

  async setProperty(input: SetPropertyInput): Promise<{ value: string }> {
    const value = await commanded(this.#run(input.runId).setProperty(input, input.value));
    return { value };
  }

  position(runId: string): Promise<RunPosition> {
    return commanded(this.session(runId).controls.position());
  }

  seek({ runId, ...request }: SeekInput): Promise<RunPosition> {
    return commanded(this.session(runId).controls.seek(request));
  }

  step({ runId, buffers, millis }: StepInput): Promise<RunPosition> {
    if ((buffers === undefined) === (millis === undefined)) {
      throw new Refusal('bad-request', 'A step is of buffers or of millis: name one of the two.');
    }
    const amount = buffers === undefined ? { millis: millis ?? 0 } : { buffers };
    return commanded(this.session(runId).controls.step(amount));
  }

  flush(runId: string): Promise<RunPosition> {
    return commanded(this.session(runId).controls.flush());
  }

  async snapshot({ runId, ...request }: SnapshotInput): Promise<Uint8Array> {
    const { png } = await commanded(this.session(runId).controls.snapshot(request));
    return png;
  }

  async graph(runId: string): Promise<{ dot: string }> {
    return { dot: await commanded(this.session(runId).controls.graph()) };
  }

  logLevels(runId: string): Promise<RunLogLevels> {
    return commanded(this.session(runId).controls.logLevels());
  }

  setLogLevels(input: { runId: string; thresholds: string }): Promise<RunLogLevels> {
    return commanded(this.session(input.runId).controls.setLogLevels(input.thresholds));
  }

  async update({ runId, text, parameters }: UpdateInput): Promise<RunUpdate> {
    const run = this.#run(runId);
    if (run.isOver) {
      throw new Refusal('unavailable', `The run is ${run.state}: it takes no commands.`);
    }
    const plan = await this.#prepare({
      text,
      path: run.documentPath,
      parameters: parameters ?? run.parameters,
      folder: run.folder,
    });
    await writePlanFiles(run.folder, plan);
    try {
      return await commanded(run.session.update(plan));
    } finally {
      // A part of the changes may have been made before another failed.
      await writePlan(run.folder, { ...run.session.plan, files: plan.files });
    }
  }

  events(runId: string, signal: AbortSignal): AsyncIterable<RunEvent> {
    return this.#run(runId).events(signal);
  }

  log(runId: string): readonly LogLine[] {
    return this.session(runId).log;
  }

  stats(runId: string): RunStats | undefined {
    return this.#run(runId).stats();
  }

  statsChanges(runId: string, signal: AbortSignal): AsyncIterable<RunStats> {
    return this.#run(runId).statsChanges(signal);
  }

  listChanges(signal: AbortSignal): AsyncIterable<RunSummary[]> {
    return this.#hub.open(signal, (waiting, changed) => {
      const newer = new Set(changed.map((run) => run.id));
      const older = waiting.flat().filter((run) => !newer.has(run.id));
      waiting.splice(0, waiting.length, [...older, ...changed]);
    });
  }

  /** Tells a run whether anyone listens to its metadata. */
  onTelemetryInterest(runId: string): void {
    const isWanted = this.#options.telemetry.isWanted(runId, 'metadata');
    this.#runs.get(runId)?.setMetadataWanted(isWanted);
  }

  /** Stops every run, takes no new ones, and resolves when no process is left. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(
      [...this.#runs.values()].filter((run) => !run.isOver).map((run) => run.session.stop()),
    );
    this.#hub.close();
  }

  #run(runId: string): PipelineRun {
    const run = this.#runs.get(runId);
    if (run === undefined) {
      throw new Refusal('not-found', `There is no run "${runId}".`);
    }
    return run;
  }

  #refuseIfFull(): void {
    if (this.#isClosing) {
      throw new Refusal('unavailable', 'The server is shutting down and starts no more runs.');
    }
    const numLive = [...this.#runs.values()].filter((run) => !run.isOver).length;
    if (numLive >= MAX_LIVE_RUNS) {
      throw new Refusal(
        'unavailable',
        `${numLive} pipelines are running, which is as many as this server takes. Stop one first.`,
      );
    }
  }

  #forgetOldest(): void {
    const ended = [...this.#runs.values()].filter((run) => run.isOver);
    for (const run of ended.slice(0, Math.max(0, ended.length - MAX_ENDED_RUNS))) {
      this.#runs.delete(run.id);
    }
  }
}

/** A command's failure as a refusal: the runner's words are for the user. */
export async function commanded<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    if (error instanceof PlanChangeError) {
      throw new Refusal('bad-request', error.message, { cause: error });
    }
    if (error instanceof RunnerError) {
      const missing = error.code.startsWith('NO_SUCH_');
      throw new Refusal(missing ? 'not-found' : 'bad-request', error.message, { cause: error });
    }
    if (error instanceof ChannelClosedError || error instanceof RequestTimeoutError) {
      throw new Refusal('unavailable', error.message, { cause: error });
    }
    throw error;
  }
}

/** Sorts by time, e.g. `20260131-235959-1a2b3c`. */
function newRunId(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}
