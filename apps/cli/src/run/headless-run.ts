/** One run without an editor: until EOS, a time limit, or when it is stopped. */
import type { Plan } from '@pipewright/graph';
import type { RunDiagnosis, RunProblem, RunState } from '@pipewright/protocol';
import {
  type Environment,
  RunLogFile,
  type RunnerInstallation,
  RunSession,
  type RuntimeChoice,
  streamsOf,
  writeRunFolder,
} from '@pipewright/supervisor';
import { MetadataFile } from './metadata-file.ts';
import { RunMeter, type RunRates } from './run-meter.ts';
import { type RunSummaryJson, summarise } from './run-summary.ts';

const TELEMETRY_INTERVAL_MILLIS = 500;

export interface HeadlessRunOptions {
  readonly plan: Plan;
  /** Absolute; for the plan, config files and log. */
  readonly folder: string;
  readonly runtime: RuntimeChoice;
  readonly installation: RunnerInstallation;
  readonly environment: Environment;
  /** From the first moment of playing; undefined runs to EOS. */
  readonly limitMillis: number | undefined;
  /** Absolute; where every frame's objects are written. */
  readonly metadataPath: string | undefined;
  /** Called with each sample of telemetry. */
  readonly onProgress: (progress: RunProgress) => void;
  /** Called with what the doctor finds, when it finds it and when it is over. */
  readonly onDiagnosis?: (diagnosis: RunDiagnosis) => void;
}

export interface RunProgress {
  readonly state: RunState;
  /** Since the first moment of playing. */
  readonly seconds: number;
  readonly rates: RunRates;
}

export interface RunOutcome {
  readonly succeeded: boolean;
  readonly summary: RunSummaryJson;
  readonly problems: readonly RunProblem[];
  /** Why the metadata could not be written. */
  readonly metadataProblem: string | undefined;
}

export class HeadlessRun {
  readonly #options: HeadlessRunOptions;
  readonly #session: RunSession;
  /** What was told of each diagnosis, by its id. */
  readonly #toldDiagnoses = new Map<number, string>();
  readonly #metadata: MetadataFile | undefined;
  #meter: RunMeter | undefined;
  #startedPlaying: number | undefined;
  #stoppedPlaying: number | undefined;
  #limit: NodeJS.Timeout | undefined;

  constructor(options: HeadlessRunOptions) {
    this.#options = options;
    const { plan, folder, installation, environment, metadataPath, runtime } = options;
    this.#metadata = metadataPath === undefined ? undefined : new MetadataFile(metadataPath);
    this.#session = new RunSession({
      runId: 'run',
      plan,
      runtime,
      installation,
      environment,
      folder,
      telemetryIntervalMillis: TELEMETRY_INTERVAL_MILLIS,
      needsAllMetadata: true,
    });
  }

  /** Resolves when no process is left. */
  async toItsEnd(): Promise<RunOutcome> {
    const { plan, folder } = this.#options;
    const session = this.#session;
    await writeRunFolder(folder, plan);
    const log = new RunLogFile(folder);
    session.on('log', (batch) => log.append(batch));
    session.on('changed', () => this.#onChanged());
    session.on('telemetry', (bytes) => this.#onTelemetry(bytes));
    try {
      await session.start();
      await session.whenOver();
    } finally {
      clearTimeout(this.#limit);
      this.#metadata?.close();
      await log.close();
    }
    const metadataProblem = this.#metadata?.problem;
    return {
      succeeded: session.state === 'finished' && metadataProblem === undefined,
      summary: this.#summary(),
      problems: session.problems,
      metadataProblem,
    };
  }

  /** Sends EOS, so that files are finalised. */
  stop(): void {
    void this.#session.stop();
  }

  kill(): void {
    void this.#session.kill();
  }

  #onChanged(): void {
    const { state } = this.#session;
    this.#tellDiagnoses();
    if (state === 'playing' && this.#startedPlaying === undefined) {
      this.#startedPlaying = performance.now();
      const { limitMillis } = this.#options;
      if (limitMillis !== undefined) {
        this.#limit = setTimeout(() => this.stop(), limitMillis);
      }
    }
    if (state === 'stopping' || this.#session.isOver) {
      this.#stoppedPlaying ??= performance.now();
    }
  }

  #tellDiagnoses(): void {
    for (const diagnosis of this.#session.diagnoses) {
      const { id, title, resolvedAtMillis } = diagnosis;
      const words = `${title}${resolvedAtMillis ?? ''}`;
      if (this.#toldDiagnoses.get(id) !== words) {
        this.#toldDiagnoses.set(id, words);
        this.#options.onDiagnosis?.(diagnosis);
      }
    }
  }

  #onTelemetry(bytes: Uint8Array): void {
    const { plan, onProgress } = this.#options;
    this.#meter ??= new RunMeter(streamsOf(plan, this.#session.pads), (frame) =>
      this.#metadata?.add(frame),
    );
    const meter = this.#meter;
    if (meter.push(bytes) === 'sample') {
      onProgress({ state: this.#session.state, seconds: this.#seconds(), rates: meter.rates() });
    }
  }

  #seconds(): number {
    const start = this.#startedPlaying;
    return start === undefined ? 0 : ((this.#stoppedPlaying ?? performance.now()) - start) / 1000;
  }

  #summary(): RunSummaryJson {
    const { runtime, state, problems, diagnoses } = this.#session;
    return summarise({
      runtime,
      state,
      seconds: this.#seconds(),
      counts: (this.#meter ?? new RunMeter([])).counts(),
      problems,
      diagnoses,
    });
  }
}
