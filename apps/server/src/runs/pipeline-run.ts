/** One run as the server keeps it: its session, its folder, who listens to it. */
import type { Plan, PropertyValue } from '@pipewright/graph';
import type { RunEvent, RunState, RunStats, RunSummary } from '@pipewright/protocol';
import {
  type LogBatch,
  RunLogFile,
  RunSession,
  type RunSessionOptions,
  streamsOf,
} from '@pipewright/supervisor';
import type { Logger } from 'pino';
import { EventHub, EventStream } from '../events/event-stream.ts';
import { topicOf } from '../telemetry/telemetry-topic.ts';
import { mergeRunEvents } from './run-event-merge.ts';
import { keepNewest, statsOf } from './run-stats.ts';

export interface PipelineRunOptions {
  readonly id: string;
  readonly plan: Plan;
  readonly documentPath: string | undefined;
  readonly parameters: Readonly<Record<string, PropertyValue>>;
  readonly revision: string | undefined;
  /** Exists already, with the plan's files in it. */
  readonly folder: string;
  readonly session: Omit<RunSessionOptions, 'runId' | 'plan' | 'folder'>;
  readonly logger: Logger;
}

/** What the registry does with what a run tells. */
export interface PipelineRunListener {
  stateChanged(run: PipelineRun): void;
  telemetry(run: PipelineRun, bytes: Uint8Array): void;
}

export class PipelineRun {
  readonly id: string;
  readonly session: RunSession;
  readonly #options: PipelineRunOptions;
  readonly #logger: Logger;
  readonly #logFile: RunLogFile;
  readonly #hub = new EventHub<RunEvent>();
  readonly #sampleHub = new EventHub<Uint8Array>();
  readonly #startedAtMillis = Date.now();
  #endedAtMillis: number | undefined;
  /** Encoded: most samples are never looked at here. */
  #newestSample: Uint8Array | undefined;
  #toldState: RunState | undefined;
  #wantsMetadata = false;
  #sendsMetadata = false;
  #settlingMetadata: Promise<void> = Promise.resolve();

  constructor(options: PipelineRunOptions, listener: PipelineRunListener) {
    this.id = options.id;
    this.#options = options;
    this.#logger = options.logger;
    this.#logFile = new RunLogFile(options.folder);
    const { id: runId, plan, folder } = options;
    this.session = new RunSession({ ...options.session, runId, plan, folder });
    this.session.on('changed', () => this.#onChanged(listener));
    this.session.on('log', (batch) => this.#onLog(batch));
    this.session.on('telemetry', (bytes) => {
      this.#keepSample(bytes);
      listener.telemetry(this, bytes);
    });
    this.session.once('over', () => this.#onOver());
  }

  get documentPath(): string | undefined {
    return this.#options.documentPath;
  }

  /** Of its start. */
  get parameters(): Readonly<Record<string, PropertyValue>> {
    return this.#options.parameters;
  }

  get folder(): string {
    return this.#options.folder;
  }

  get isOver(): boolean {
    return this.session.isOver;
  }

  get state(): RunState {
    return this.session.state;
  }

  summary(): RunSummary {
    const { session } = this;
    const { documentPath, revision, plan } = this.#options;
    return {
      id: this.id,
      documentName: plan.name,
      state: session.state,
      startedAtMillis: this.#startedAtMillis,
      pads: session.pads,
      problems: session.problems,
      diagnoses: session.diagnoses,
      ...(documentPath === undefined ? {} : { documentPath }),
      ...(revision === undefined ? {} : { revision }),
      ...(session.runtime === undefined ? {} : { runtime: session.runtime }),
      ...(session.previewCodec === undefined ? {} : { previewCodec: session.previewCodec }),
      ...(this.#endedAtMillis === undefined ? {} : { endedAtMillis: this.#endedAtMillis }),
    };
  }

  /** First a snapshot, then changes; ends when the run is over. */
  events(signal: AbortSignal): AsyncIterable<RunEvent> {
    const stream = this.isOver
      ? new EventStream<RunEvent>().endWith(signal)
      : this.#hub.open(signal, mergeRunEvents);
    stream.push({ kind: 'snapshot', run: this.summary(), log: this.session.log });
    if (this.isOver) {
      stream.end();
    }
    return stream;
  }

  /** Undefined before the first sample. */
  stats(): RunStats | undefined {
    return this.#newestSample === undefined ? undefined : this.#statsOf(this.#newestSample);
  }

  /** The newest measurements, then newer ones; ends when the run is over. */
  async *statsChanges(signal: AbortSignal): AsyncGenerator<RunStats, void, undefined> {
    if (this.isOver) {
      return;
    }
    const samples = this.#sampleHub.open(signal, keepNewest);
    if (this.#newestSample !== undefined) {
      samples.push(this.#newestSample);
    }
    for await (const bytes of samples) {
      const stats = this.#statsOf(bytes);
      if (stats !== undefined) {
        yield stats;
      }
    }
  }

  setProperty(
    place: { element: string; pad?: string | undefined; property: string },
    value: PropertyValue,
  ): Promise<string> {
    return this.session.setProperty(place, value);
  }

  /** Whether anyone listens to the run's object metadata; without listeners it costs nothing. */
  setMetadataWanted(isWanted: boolean): void {
    this.#wantsMetadata = isWanted;
    this.#settlingMetadata = this.#settlingMetadata.then(() => this.#settleMetadata());
  }

  async #settleMetadata(): Promise<void> {
    const isLive = this.state === 'playing' || this.state === 'paused';
    const isWanted = this.#wantsMetadata;
    if (!isLive || isWanted === this.#sendsMetadata) {
      return;
    }
    try {
      await this.session.setMetadataWanted(isWanted);
      this.#sendsMetadata = isWanted;
    } catch (error) {
      this.#logger.warn({ err: error, runId: this.id }, 'metadata can not be switched');
    }
  }

  #statsOf(sample: Uint8Array): RunStats | undefined {
    const { pads, plan } = this.session;
    const factories = new Map(plan.elements.map(({ name, factory }) => [name, factory]));
    return statsOf(sample, pads, streamsOf(plan, pads), factories);
  }

  #keepSample(bytes: Uint8Array): void {
    if (topicOf(bytes) === 'sample') {
      this.#newestSample = bytes;
      this.#sampleHub.publish(bytes);
    }
  }

  #onChanged(listener: PipelineRunListener): void {
    if (this.isOver) {
      this.#endedAtMillis ??= Date.now();
    }
    this.#hub.publish({ kind: 'changed', run: this.summary() });
    if (this.#toldState !== this.state) {
      this.#toldState = this.state;
      this.#logger.info({ runId: this.id, state: this.state }, 'run');
      this.setMetadataWanted(this.#wantsMetadata);
      listener.stateChanged(this);
    }
  }

  #onLog(batch: LogBatch): void {
    this.#logFile.append(batch);
    this.#hub.publish({ kind: 'log', ...batch });
  }

  #onOver(): void {
    this.#hub.close();
    this.#sampleHub.close();
    void this.#logFile.close().then(() => {
      if (this.#logFile.failure !== undefined) {
        this.#logger.error({ err: this.#logFile.failure, runId: this.id }, 'log not written');
      }
    });
  }
}
