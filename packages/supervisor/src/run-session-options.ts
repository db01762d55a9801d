/** What a run session is given. */
import type { Plan } from '@pipewright/graph';
import type { Environment, RunnerInstallation } from './locate.ts';
import type { RuntimeChoice } from './runtime-names.ts';

export interface RunSessionOptions {
  readonly runId: string;
  readonly plan: Plan;
  readonly runtime: RuntimeChoice;
  readonly installation: RunnerInstallation;
  /** What the runner inherits; the plan's own variables come on top. */
  readonly environment: Environment;
  /** Working folder of the process. */
  readonly folder: string;
  readonly telemetryIntervalMillis: number;
  /** True: object metadata comes from the first frame on, and none is lost. */
  readonly needsAllMetadata?: boolean;
  /** True: the runner makes ready what the first viewer would wait for, at 0.25 s of a core. */
  readonly expectsViewers?: boolean;
  /** From when on the doctor takes something for ill; what is absent has the runner's default. */
  readonly doctor?: DoctorLimits;
  readonly timeouts?: Partial<SessionTimeouts>;
}

export interface DoctorLimits {
  /** Without progress on the way to playing. */
  readonly prerollMillis?: number;
  /** Without a buffer where there were some. */
  readonly stallMillis?: number;
  readonly threads?: number;
  /** Bus messages of one element. */
  readonly messagesPerSecond?: number;
}

/** Milliseconds. */
export interface SessionTimeouts {
  readonly ready: number;
  /** For EOS to reach the sinks after Stop. */
  readonly eos: number;
  /** For the process to end by itself, and again after SIGTERM. */
  readonly exit: number;
}

export const DEFAULT_SESSION_TIMEOUTS: SessionTimeouts = {
  ready: 60_000,
  eos: 10_000,
  exit: 3_000,
};
