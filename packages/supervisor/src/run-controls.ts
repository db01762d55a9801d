/** What a running pipeline can be asked for besides its life: places, pictures, graphs, log levels. */
import type { RunLogLevels, RunPosition, runner } from '@pipewright/protocol';
import type { PlanOrigins } from './plan-origins.ts';
import { runLogLevels, runPosition } from './run-position.ts';
import type { RunnerClient, SeekRequest, SnapshotRequest, StepRequest } from './runner-client.ts';

interface ControlledRun {
  /** Throws ChannelClosedError when the run takes no commands. */
  client(): RunnerClient;
  origins(): PlanOrigins;
  hideSecrets(text: string): string;
}

/** Every method rejects with RunnerError, RequestTimeoutError or ChannelClosedError. */
export class RunControls {
  readonly #run: ControlledRun;

  constructor(run: ControlledRun) {
    this.#run = run;
  }

  /** Resolves with the position reached. */
  async seek(request: SeekRequest): Promise<RunPosition> {
    return this.#position(await this.#run.client().seek(request));
  }

  async position(): Promise<RunPosition> {
    return this.#position(await this.#run.client().queryPosition());
  }

  /** Throws away what is on its way to the sinks. */
  async flush(): Promise<RunPosition> {
    return this.#position(await this.#run.client().flush());
  }

  /** Only while paused. */
  async step(amount: StepRequest): Promise<RunPosition> {
    return this.#position(await this.#run.client().step(amount));
  }

  /** One picture of a watched pad. */
  async snapshot(request: SnapshotRequest): Promise<runner.TakeSnapshotResult> {
    return this.#run.client().takeSnapshot(request);
  }

  /** The running pipeline in Graphviz' language, without secrets. */
  async graph(): Promise<string> {
    return this.#run.hideSecrets(await this.#run.client().describeGraph());
  }

  async logLevels(): Promise<RunLogLevels> {
    return runLogLevels(await this.#run.client().setDebugThresholds());
  }

  /** In the form of GST_DEBUG; an empty text goes back to what the process started with. */
  async setLogLevels(thresholds: string): Promise<RunLogLevels> {
    return runLogLevels(await this.#run.client().setDebugThresholds(thresholds));
  }

  #position(result: runner.PositionResult): RunPosition {
    return runPosition(result, this.#run.origins());
  }
}
