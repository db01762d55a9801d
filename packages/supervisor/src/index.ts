/** Node only: one run's life, shared by server and command line. */
export { readFileFacts } from './file-facts.ts';
export { inspectRegistry } from './inspect-registry.ts';
export type {
  Environment,
  LocateResult,
  RunnerInstallation,
} from './locate.ts';
export {
  findRepositoryRoot,
  locateRunner,
  runnerEnvironment,
} from './locate.ts';
export type { LogBatch } from './log-collector.ts';
export { PlanChangeError } from './plan-changes.ts';
export { type PlanStream, streamsOf } from './plan-streams.ts';
export { diagnosisText } from './run-diagnoses.ts';
export {
  RUN_FILES_FOLDER,
  RunLogFile,
  writePlan,
  writePlanFiles,
  writeRunFolder,
} from './run-folder.ts';
export { RunSession } from './run-session.ts';
export type { DoctorLimits, RunSessionOptions, SessionTimeouts } from './run-session-options.ts';
export type { SeekRequest, SnapshotRequest, StepRequest, ViewerRequest } from './runner-client.ts';
export {
  ChannelClosedError,
  RequestTimeoutError,
  RunnerError,
  RunnerStartError,
} from './runner-errors.ts';
export type { RuntimeChoice } from './runtime-names.ts';
