/** One run from start to end: its runner process, its states, what it reports. */
import { EventEmitter } from 'node:events';
import type { Plan, PlanElement, PropertyValue } from '@pipewright/graph';
import {
  type LogLine,
  type PreviewSignal,
  type RunDiagnosis,
  type RunPad,
  type RunProblem,
  type RunState,
  type RuntimeName,
  type RunUpdate,
  runner,
} from '@pipewright/protocol';
import { runnerEnvironment } from './locate.ts';
import { type LogBatch, LogCollector } from './log-collector.ts';
import { planChanges } from './plan-changes.ts';
import { RunControls } from './run-controls.ts';
import { diagnosisText, RunDiagnoses } from './run-diagnoses.ts';
import { problemOfBusMessage, problemOfError, RunProblems } from './run-problems.ts';
import {
  DEFAULT_SESSION_TIMEOUTS,
  type RunSessionOptions,
  type SessionTimeouts,
} from './run-session-options.ts';
import type { NotificationEvent } from './runner-channel.ts';
import { RunnerClient, type ViewerRequest } from './runner-client.ts';
import { ChannelClosedError, RunnerError } from './runner-errors.ts';
import { describeExit, type ProcessExit, RunnerProcess } from './runner-process.ts';
import { RunningPlan } from './running-plan.ts';
import { runtimeName, runtimeNumber } from './runtime-names.ts';

/** Changes other than those of the state are told at most this often. */
const CHANGE_INTERVAL_MILLIS = 50;

interface SessionEvents {
  /** State, pads, runtime, problems or diagnoses changed. */
  changed: [];
  log: [LogBatch];
  /** Bytes of one `Telemetry` message, as the runner sent them. */
  telemetry: [Uint8Array];
  viewerSignal: [viewerId: string, PreviewSignal];
  /** To the offer that a viewer was attached with. */
  viewerAnswer: [viewerId: string, sdp: string];
  /** Once; the state is `finished` or `failed`, and no process is left. */
  over: [];
}

/** States: starting -> playing <-> paused -> stopping -> finished or failed. */
export class RunSession extends EventEmitter<SessionEvents> {
  readonly #options: RunSessionOptions;
  readonly #timeouts: SessionTimeouts;
  readonly #running: RunningPlan;
  readonly #problems: RunProblems;
  readonly #diagnoses: RunDiagnoses;
  readonly #log = new LogCollector((batch) => this.emit('log', batch));
  readonly #over: Promise<void>;
  #state: RunState = 'starting';
  #runtime: RuntimeName | undefined;
  #previewCodec: string | undefined;
  #launch: Promise<RunnerProcess> | undefined;
  #client: RunnerClient | undefined;
  #isBuilt = false;
  #isEnding = false;
  #isKilled = false;
  #changeTimer: NodeJS.Timeout | undefined;

  constructor(options: RunSessionOptions) {
    super();
    // Every viewer and client may listen.
    this.setMaxListeners(0);
    this.#options = options;
    this.#timeouts = { ...DEFAULT_SESSION_TIMEOUTS, ...options.timeouts };
    this.#running = new RunningPlan(options.plan);
    this.#problems = new RunProblems(this.#running.hideSecrets);
    this.#diagnoses = new RunDiagnoses(() => this.#running.origins, this.#running.hideSecrets);
    this.#over = new Promise((resolve) => this.once('over', resolve));
  }

  get state(): RunState {
    return this.#state;
  }

  /** What can be asked of the pipeline while it runs. */
  readonly controls = new RunControls({
    client: () => this.#liveClient(),
    origins: () => this.#running.origins,
    hideSecrets: (text) => this.#running.hideSecrets(text),
  });

  /** Known once the pipeline is built. */
  get runtime(): RuntimeName | undefined {
    return this.#runtime;
  }

  /** As it runs now. */
  get plan(): Plan {
    return this.#running.plan;
  }

  get pads(): readonly RunPad[] {
    return this.#running.pads;
  }

  get previewCodec(): string | undefined {
    return this.#previewCodec;
  }

  get problems(): readonly RunProblem[] {
    return this.#problems.list;
  }

  /** What the runner's doctor has found. */
  get diagnoses(): readonly RunDiagnosis[] {
    return this.#diagnoses.list;
  }

  /** The newest log lines. */
  get log(): readonly LogLine[] {
    return this.#log.kept;
  }

  get isOver(): boolean {
    return this.#state === 'finished' || this.#state === 'failed';
  }

  /** Resolves when the run is over, however it ended. */
  whenOver(): Promise<void> {
    return this.#over;
  }

  /**
   * Starts the process, builds and plays. Resolves when the runner has accepted to play or the run
   * has begun to end; what goes wrong becomes a problem and the state `failed`, never a rejection.
   */
  async start(): Promise<void> {
    const { plan, runId, telemetryIntervalMillis } = this.#options;
    try {
      this.#launch = this.#startProcess();
      const process = await this.#launch;
      const client = new RunnerClient(process.channel);
      this.#client = client;
      if (this.#isEnding) {
        return;
      }
      const runtime = runtimeNumber(this.#options.runtime);
      const built = await client.build({
        plan,
        runId,
        runtime,
        telemetryIntervalMillis,
        expectsViewers: this.#options.expectsViewers ?? false,
        doctor: this.#options.doctor ?? {},
      });
      this.#isBuilt = true;
      this.#runtime = runtimeName(built.runtime);
      this.#previewCodec = built.previewCodec === '' ? undefined : built.previewCodec;
      this.#running.watch(built.pads);
      this.#tellChange();
      if (this.#options.needsAllMetadata === true) {
        await client.setMetadataTaps(this.#running.metadataPads, true);
      }
      if (!this.#isEnding) {
        await client.play();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** EOS, wait, NULL, end of the process; SIGTERM and SIGKILL if need be. Resolves when over. */
  stop(): Promise<void> {
    this.#end(this.#timeouts.eos);
    return this.#over;
  }

  /** SIGKILL, without finalising anything. Resolves when over. */
  async kill(): Promise<void> {
    this.#isEnding = true;
    this.#isKilled = true;
    const process = await this.#launch?.catch(() => undefined);
    if (process === undefined) {
      this.#finish();
    } else {
      await process.kill();
      await this.#over;
    }
  }

  async pause(): Promise<void> {
    await this.#liveClient().pause();
  }

  async resume(): Promise<void> {
    await this.#liveClient().play();
  }

  /** Sets a property of a drawn element (or its pad); resolves with the value as read back. */
  async setProperty(
    place: { element: string; pad?: string | undefined; property: string },
    value: PropertyValue,
  ): Promise<string> {
    const element = this.#running.origins.planElement(place.element) ?? place.element;
    return this.#liveClient().setProperty({ ...place, element }, value);
  }

  /**
   * Brings sources into the running pipeline and takes others out of it, until it is as the plan
   * says. Rejects with PlanChangeError when the plans differ in more than that. When an addition
   * fails, what was removed before stays removed.
   */
  async update(wanted: Plan): Promise<RunUpdate> {
    const client = this.#liveClient();
    const running = this.#running;
    const changes = planChanges(running.plan, wanted);
    const { addedElements, addedLinks, removed, differing } = changes;
    const removedElements = running.plan.elements.filter(({ name }) => removed.includes(name));
    running.hideSecretsOf(wanted);
    if (removed.length > 0) {
      running.remove(removed, await client.removeElements(removed));
      this.#tellChange();
    }
    if (addedElements.length > 0) {
      running.add(changes, await client.addElements(addedElements, addedLinks));
      this.#tellChange();
    }
    return { added: drawnNames(addedElements), removed: drawnNames(removedElements), differing };
  }

  /** Starts or ends the sending of object metadata, of which some may be dropped under load. */
  async setMetadataWanted(isWanted: boolean): Promise<void> {
    await this.#liveClient().setMetadataTaps(isWanted ? this.#running.metadataPads : [], false);
  }

  /**
   * Resolves with the codec. Offers and candidates come as `viewerSignal`, the answer to an offer as
   * `viewerAnswer`.
   */
  async attachViewer(viewer: ViewerRequest): Promise<string> {
    return this.#liveClient().attachViewer(viewer);
  }

  async answerViewer(viewerId: string, sdp: string): Promise<void> {
    return this.#liveClient().answerViewer(viewerId, sdp);
  }

  async addIceCandidate(viewerId: string, mlineIndex: number, candidate: string): Promise<void> {
    return this.#liveClient().addIceCandidate(viewerId, mlineIndex, candidate);
  }

  /** Quiet when the run is over: its viewers went with it. */
  async detachViewer(viewerId: string): Promise<void> {
    try {
      await this.#client?.detachViewer(viewerId);
    } catch (error) {
      if (!(error instanceof ChannelClosedError)) {
        throw error;
      }
    }
  }

  #liveClient(): RunnerClient {
    if (this.#client === undefined || this.#isEnding || this.isOver) {
      throw new ChannelClosedError(`The run is ${this.#state}: it takes no commands.`);
    }
    return this.#client;
  }

  async #startProcess(): Promise<RunnerProcess> {
    const { installation, environment, folder, plan } = this.#options;
    const process = await RunnerProcess.start(
      {
        binary: installation.binary,
        folder,
        environment: runnerEnvironment(installation, environment, plan),
        readyTimeoutMillis: this.#timeouts.ready,
      },
      (stream, text) => this.#log.add(stream, this.#running.hideSecrets(text)),
    );
    const { channel } = process;
    channel.on('notification', (event) => this.#onNotification(event));
    channel.on('telemetry', (bytes) => this.emit('telemetry', bytes));
    channel.once('close', (cause) => {
      if (cause !== undefined) {
        this.#problems.add({
          severity: 'error',
          code: 'channel-failure',
          message: `The runner's channel failed: ${cause.message}`,
        });
        this.#end(0);
      }
    });
    void process.ended().then((exit) => this.#onExit(process, exit));
    return process;
  }

  #onNotification(event: NotificationEvent): void {
    switch (event.case) {
      case 'stateChanged':
        this.#onStateChanged(event.value);
        return;
      case 'busMessage':
        this.#onBusMessage(event.value);
        return;
      case 'endOfStream':
        this.#note('All streams have ended.');
        this.#end(0);
        return;
      case 'viewerOffer':
        this.emit('viewerSignal', event.value.viewerId, {
          kind: 'offer',
          sdp: event.value.sdp,
        });
        return;
      case 'iceCandidate': {
        const { viewerId, mlineIndex, candidate } = event.value;
        this.emit('viewerSignal', viewerId, {
          kind: 'ice-candidate',
          mlineIndex,
          candidate,
        });
        return;
      }
      case 'viewerEnded':
        this.emit('viewerSignal', event.value.viewerId, {
          kind: 'ended',
          reason: event.value.reason,
        });
        return;
      case 'viewerAnswer':
        this.emit('viewerAnswer', event.value.viewerId, event.value.sdp);
        return;
      case 'diagnosis':
        this.#onDiagnosis(event.value);
        return;
      case 'ready':
        return;
    }
  }

  #onDiagnosis(message: runner.Diagnosis): void {
    const diagnosis = this.#diagnoses.add(message);
    if (diagnosis !== undefined) {
      this.#note(`DOCTOR ${diagnosisText(diagnosis)}`);
      this.#tellChangeSoon();
    }
  }

  #onStateChanged({ state, pending }: runner.StateChanged): void {
    if (this.#isEnding) {
      return;
    }
    if (state === runner.PipelineState.PLAYING) {
      this.#setState('playing');
    } else if (
      state === runner.PipelineState.PAUSED &&
      pending !== runner.PipelineState.PLAYING &&
      this.#state === 'playing'
    ) {
      this.#setState('paused');
    }
  }

  #onBusMessage(message: runner.BusMessage): void {
    const source = message.element === '' ? message.sourcePath : message.element;
    this.#note(`${runner.Severity[message.severity] ?? 'MESSAGE'} ${source}: ${message.message}`);
    const problem = problemOfBusMessage(message, this.#running.origins);
    if (problem === undefined) {
      return;
    }
    this.#problems.add(problem);
    this.#tellChangeSoon();
    if (problem.severity === 'error') {
      this.#end(0);
    }
  }

  #onExit(process: RunnerProcess, exit: ProcessExit): void {
    if (process.wasSignalled) {
      this.#problems.add({
        // Asked to stop, it is stopped, if not well; killed on purpose, the run is not what it was.
        severity: this.#isKilled ? 'error' : 'warning',
        code: 'runner-killed',
        message: `The runner did not end by itself and ${describeExit(exit)}; files it was writing may be incomplete.`,
      });
    } else if (exit.signal !== null || exit.code !== 0 || !this.#isEnding) {
      this.#problems.add({
        severity: 'error',
        code: 'runner-died',
        message: `The runner process ${describeExit(exit)}.`,
      });
    }
    this.#finish();
  }

  #fail(error: unknown): void {
    // A closed channel is the end of the process, which tells more of itself; a refused change of
    // state follows the error that an element has posted.
    const isConsequence =
      error instanceof ChannelClosedError ||
      (error instanceof RunnerError &&
        error.code === 'STATE_CHANGE_FAILED' &&
        this.#problems.hasErrors);
    if (!isConsequence) {
      this.#problems.add(problemOfError(error, this.#running.origins));
    }
    this.#end(0);
  }

  #end(eosTimeoutMillis: number): void {
    if (this.#isEnding || this.isOver) {
      return;
    }
    this.#isEnding = true;
    this.#setState('stopping');
    this.#shutDown(eosTimeoutMillis).catch((error: unknown) => {
      this.#problems.add(problemOfError(error, this.#running.origins));
      this.#finish();
    });
  }

  async #shutDown(eosTimeoutMillis: number): Promise<void> {
    let process: RunnerProcess;
    try {
      process = await (this.#launch ?? Promise.reject(new Error('The run was never started.')));
    } catch {
      // The start itself failed and has told its problem; or there was none.
      this.#finish();
      return;
    }
    try {
      // Before there is a pipeline there is nothing to stop but the process.
      if (this.#isBuilt) {
        await this.#client?.stop(eosTimeoutMillis);
      }
    } catch (error) {
      if (!(error instanceof ChannelClosedError)) {
        this.#problems.add({
          ...problemOfError(error, this.#running.origins),
          severity: 'warning',
        });
      }
    }
    await process.close(this.#timeouts.exit);
  }

  #finish(): void {
    if (this.isOver) {
      return;
    }
    this.#isEnding = true;
    this.#log.flush();
    this.#setState(this.#problems.hasErrors ? 'failed' : 'finished');
    this.emit('over');
  }

  #note(text: string): void {
    this.#log.add('pipewright', this.#running.hideSecrets(text));
  }

  #setState(state: RunState): void {
    if (this.#state !== state) {
      this.#state = state;
      this.#tellChange();
    }
  }

  #tellChangeSoon(): void {
    this.#changeTimer ??= setTimeout(() => this.#tellChange(), CHANGE_INTERVAL_MILLIS);
  }

  #tellChange(): void {
    clearTimeout(this.#changeTimer);
    this.#changeTimer = undefined;
    this.emit('changed');
  }
}

/** Of the elements that were drawn; caps filters of links were not. */
function drawnNames(elements: readonly PlanElement[]): string[] {
  return elements.flatMap(({ origin }) => (origin.kind === 'element' ? [origin.element] : []));
}
