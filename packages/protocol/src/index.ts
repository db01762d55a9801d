/**
 * Messages between runner, server and browser.
 *
 * Generated messages keep their names under `runner` and `telemetry`, because `Plan`, `Error` or
 * `PropertyValue` mean something else in the other packages.
 */
export type {
  BoxPosition,
  DiagnosisKind,
  DocumentEntry,
  FileEntry,
  FileFacts,
  Layout,
  LogLine,
  OnnxFacts,
  OnnxTensor,
  OpenDocument,
  OpenTextFile,
  PreviewSignal,
  RegistryJson,
  RunDiagnosis,
  RunElementStats,
  RunEvent,
  RunEvidence,
  RunFact,
  RunFix,
  RunFixStep,
  RunGpuStats,
  RunLatency,
  RunLogLevels,
  RunPad,
  RunPadStats,
  RunPosition,
  RunProblem,
  RunState,
  RunStats,
  RunStreamStats,
  RunSummary,
  RuntimeName,
  RunUpdate,
  SaveConflict,
  ServerInfo,
  TelemetrySubscription,
  TelemetryTopic,
} from './api.ts';
export type { Frame } from './frame.ts';
export {
  encodeFrame,
  FRAME_KIND_CONTROL,
  FRAME_KIND_TELEMETRY,
  FrameDecoder,
  MAX_FRAME_LENGTH,
} from './frame.ts';
export * as runner from './generated/pipewright/runner_pb.ts';
export * as telemetry from './generated/pipewright/telemetry_pb.ts';
export { queueFill } from './queue-fill.ts';
