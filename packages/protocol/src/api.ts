/** Shapes that the server's tRPC procedures and subscriptions exchange with the editor. */
import type { JsonObject } from '@bufbuild/protobuf';

export type RuntimeName = 'deepstream' | 'standin';

/** What serves the editor. */
export interface ServerInfo {
  readonly version: string;
  readonly workspace: { readonly name: string; readonly root: string };
  /** The runtime a run gets by default, and what the runner said of itself; absent with `problem`. */
  readonly runtime?: { readonly name: RuntimeName; readonly gstreamerVersion: string };
  /** Why no runner can be started here, with the remedy. */
  readonly problem?: string;
}

/**
 * The registry of the machine that runs pipelines: `factories` holds the runner's `ElementFactory`
 * messages in protobuf's JSON form (camelCase, fields at their default left out, 64-bit integers as
 * strings).
 */
export interface RegistryJson {
  readonly runtime: RuntimeName;
  readonly gstreamerVersion: string;
  readonly factories: readonly JsonObject[];
}

/** A document of the workspace, without its text. */
export interface DocumentEntry {
  /** Relative to the workspace, with forward slashes, e.g. `pipelines/sample.pipeline.yaml`. */
  readonly path: string;
  /** The document's `name`; the file name when it can't be read. */
  readonly name: string;
  readonly modifiedAtMillis: number;
}

export interface BoxPosition {
  readonly x: number;
  readonly y: number;
}

/** The sibling `*.layout.json`: positions and view, no part of the pipeline. */
export interface Layout {
  readonly elements: Readonly<Record<string, BoxPosition>>;
}

export interface OpenDocument {
  readonly path: string;
  readonly text: string;
  readonly layout: Layout;
  /** Hash of the text on disk; a save carries the one it was based on. */
  readonly revision: string;
}

/** A text file that pipelines read, with what a save of it has to be based on. */
export interface OpenTextFile {
  /** Relative to the workspace; absolute for a file of the SDK. */
  readonly path: string;
  readonly text: string;
  /** Hash of the text on disk. */
  readonly revision: string;
  /** False for files outside the workspace: they can be looked at only. */
  readonly isWritable: boolean;
}

/** Data of a tRPC CONFLICT error: the file changed since `baseRevision`. */
export interface SaveConflict {
  readonly path: string;
  readonly currentRevision: string;
  readonly currentText: string;
}

/** A file or folder below the workspace, for path pickers and checks. */
export interface FileEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly sizeBytes: number;
}

/** One input or output of an ONNX model. */
export interface OnnxTensor {
  readonly name: string;
  /** `float32`, `uint8` and the like. */
  readonly elementType: string;
  /**
   * Batch axis included. A text is an axis whose size is open, by its name, empty when it has
   * none. Absent: the model gives no shape.
   */
  readonly dims?: readonly (number | string)[];
}

/** The header of an ONNX model, without weights. */
export type OnnxFacts =
  | { readonly isReadable: false; readonly problem: string }
  | {
      readonly isReadable: true;
      readonly irVersion: number;
      /** Of ONNX's own operators; 0 when the model names none. */
      readonly opset: number;
      readonly producer: string;
      /** Without initialisers. */
      readonly inputs: readonly OnnxTensor[];
      readonly outputs: readonly OnnxTensor[];
      /** Files beside the model that hold weights, relative to its folder. */
      readonly externalFiles: readonly string[];
    };

/** What rules may know of a file: asked by the path a document writes. */
export type FileFacts =
  | {
      readonly exists: false;
      readonly reason: 'missing' | 'outside-allowed-folders' | 'unreadable';
    }
  | {
      readonly exists: true;
      readonly kind: 'file' | 'folder';
      readonly sizeBytes: number;
      readonly text?: string;
      /** Of .onnx files. */
      readonly onnx?: OnnxFacts;
    };

export type RunState =
  | 'starting' // the runner process is being started, the pipeline built and prerolled
  | 'playing'
  | 'paused'
  | 'stopping' // EOS sent, files are being finalised
  | 'finished' // ended by EOS or by Stop
  | 'failed';

/** Something that went wrong, on the drawn element it belongs to. */
export interface RunProblem {
  readonly severity: 'error' | 'warning';
  /** e.g. `NO_SUCH_PROPERTY`, or GStreamer's `gst-resource-error-quark:3`, or `runner-died`. */
  readonly code: string;
  readonly message: string;
  readonly debug?: string;
  /** Document element, property, pad and link, as far as they are known. */
  readonly element?: string;
  readonly property?: string;
  readonly pad?: string;
  readonly link?: string;
  readonly atMillis: number;
  /** How often it came, when equal ones were folded. */
  readonly count: number;
}

export type DiagnosisKind =
  | 'state-change-waits' // an element is still opening, loading or connecting
  | 'not-prerolled' // sinks wait for a first buffer that does not come
  | 'stalled' // data flowed and stands still
  | 'not-negotiated' // two pads whose caps do not meet
  | 'missing-plugin'
  | 'message-flood'
  | 'thread-storm';

/** Why a run does not do what it should, as the runner's doctor found it. */
export interface RunDiagnosis {
  /** Within the run, from 1. */
  readonly id: number;
  readonly kind: DiagnosisKind;
  readonly severity: 'error' | 'warning' | 'info';
  /** One line that names the elements. */
  readonly title: string;
  readonly explanation: string;
  /** Document elements and links to blame, the first ones most. */
  readonly elements: readonly string[];
  readonly links: readonly string[];
  readonly evidence: readonly RunEvidence[];
  /** Best first. */
  readonly fixes: readonly RunFix[];
  readonly atMillis: number;
  /** There once it is over. */
  readonly resolvedAtMillis?: number;
}

/** One fact that a diagnosis rests on. */
export interface RunEvidence {
  /** In words. */
  readonly text: string;
  /** Document element, pad and link, as far as it is about one. */
  readonly element?: string;
  readonly pad?: string;
  readonly link?: string;
  readonly fact?: RunFact;
}

export type RunFact =
  | {
      readonly kind: 'flow';
      readonly numBuffers: number;
      /** Since the last buffer; absent: none has come. */
      readonly silentMillis?: number;
    }
  | {
      readonly kind: 'queue';
      readonly numBuffers: number;
      readonly numBytes: number;
      readonly nanoseconds: number;
      /** 0: no limit. */
      readonly maxBuffers: number;
      readonly maxBytes: number;
      readonly maxNanoseconds: number;
    }
  | {
      readonly kind: 'caps';
      readonly offered: string;
      readonly accepted: string;
      /** The first field without a common value; `media type` and `memory` beside caps fields. */
      readonly field: string;
      readonly offeredValue: string;
      readonly acceptedValue: string;
    }
  /** `thread`: the element and pad whose task it is (`queue:src`), empty when it is not known. */
  | { readonly kind: 'blocked-thread'; readonly thread: string }
  | {
      readonly kind: 'messages';
      readonly perSecond: number;
      readonly total: number;
      /** The most frequent type, as GStreamer names it. */
      readonly type: string;
    }
  | { readonly kind: 'threads'; readonly numThreads: number };

export interface RunFix {
  /** In the imperative. */
  readonly title: string;
  /** None: advice only. */
  readonly steps: readonly RunFixStep[];
}

/** A change of the document, by what is drawn. */
export type RunFixStep =
  | {
      readonly kind: 'set-property';
      readonly element: string;
      readonly property: string;
      readonly value: boolean | number | string;
    }
  | {
      readonly kind: 'insert-element';
      readonly link: string;
      /** There when it belongs before the link's caps, not behind them. */
      readonly isBeforeCaps?: true;
      readonly factory: string;
      readonly properties: Readonly<Record<string, boolean | number | string>>;
    };

/** A watched pad of a run; telemetry carries its index. */
export interface RunPad {
  readonly index: number;
  /** Document link. */
  readonly link: string;
  /** Document element and pad name that the link starts from. */
  readonly element: string;
  readonly pad: string;
}

export interface RunSummary {
  readonly id: string;
  readonly documentPath?: string;
  readonly documentName: string;
  readonly revision?: string;
  readonly state: RunState;
  readonly runtime?: RuntimeName;
  readonly startedAtMillis: number;
  readonly endedAtMillis?: number;
  readonly pads: readonly RunPad[];
  /** Codec of previews here; absent when none can be made. */
  readonly previewCodec?: string;
  readonly problems: readonly RunProblem[];
  /** In the order in which they were found; those that are over say so. */
  readonly diagnoses: readonly RunDiagnosis[];
}

/** What a run measures, over the telemetry interval before; counts are since the start. */
export interface RunStats {
  /** Of every source, wherever its frames are counted the most. */
  readonly streams: readonly {
    /** The source's element. */
    readonly name: string;
    /** Source id in batches; absent where nothing is batched. */
    readonly sourceId?: number;
    readonly numFrames: number;
    readonly framesPerSecond: number;
    /** From its source to the sink where it takes longest; absent where time stamps are not kept. */
    readonly latency?: RunLatency;
  }[];
  readonly pads: readonly RunPadStats[];
  /** Of the plan, in its order. */
  readonly elements: readonly RunElementStats[];
  /** GPUs that the run may use, by NVML; what one cannot tell is absent. */
  readonly gpus: readonly RunGpuStats[];
  /** The runner process; absent until it is first looked at. */
  readonly process?: {
    /** 100: one core. */
    readonly cpuPercent: number;
    readonly residentBytes: number;
    readonly numThreads: number;
    /** Batches of object metadata that no reader was fast enough for. */
    readonly numDroppedMetadataBatches: number;
  };
}

/** Since the start of the run. */
export interface RunLatency {
  readonly count: number;
  readonly p50Millis: number;
  readonly p95Millis: number;
  readonly p99Millis: number;
  readonly maxMillis: number;
  readonly sumMillis: number;
  /** How many took at most so long. */
  readonly buckets: readonly { readonly upToMillis: number; readonly count: number }[];
}

export interface RunElementStats {
  readonly element: string;
  readonly factory?: string;
  /** Between its sink and source pads; absent where buffers cannot be matched. */
  readonly latency?: RunLatency;
  /** Share of the interval in which it worked, 0 to 1; absent where that can't be told. */
  readonly busy?: number;
  readonly queue?: {
    readonly numBuffers: number;
    readonly numBytes: number;
    readonly millis: number;
    /** Share of the nearest limit, 0 to 1. */
    readonly fill: number;
  };
  /** Buffers; absent where nothing counts them. */
  readonly numDropped?: number;
}

export interface RunGpuStats {
  readonly index: number;
  readonly name: string;
  readonly uuid: string;
  readonly utilizationPercent?: number;
  readonly memoryUsedBytes?: number;
  readonly memoryTotalBytes?: number;
  readonly decoderPercent?: number;
  readonly encoderPercent?: number;
  readonly powerWatts?: number;
  readonly temperatureCelsius?: number;
}

export interface RunPadStats extends RunPad {
  readonly numBuffers: number;
  readonly numBytes: number;
  /** Frames of batches counted one by one; buffers where nothing is batched. */
  readonly numFrames: number;
  readonly numObjects: number;
  readonly buffersPerSecond: number;
  readonly framesPerSecond: number;
  readonly objectsPerSecond: number;
  /** Of batched buffers; empty elsewhere. */
  readonly streams: readonly RunStreamStats[];
}

export interface RunStreamStats {
  readonly sourceId: number;
  readonly numFrames: number;
  readonly framesPerSecond: number;
  readonly objectsPerSecond: number;
}

/** Where the streams of a run are. What is absent is not known, as for live sources. */
export interface RunPosition {
  /** Of the source that is furthest. */
  readonly positionMillis?: number;
  /** Of the longest source. */
  readonly durationMillis?: number;
  readonly isSeekable: boolean;
  /** Names the source; absent when all can seek. */
  readonly whyNotSeekable?: string;
  /** Of the last seek; 1 before. */
  readonly rate: number;
  readonly sources: readonly {
    /** Document element. */
    readonly element: string;
    readonly positionMillis?: number;
    readonly durationMillis?: number;
    readonly isSeekable: boolean;
  }[];
}

/** GStreamer's log levels in a run's process. */
export interface RunLogLevels {
  /** As set while it runs, in the form of GST_DEBUG; empty: as at the start. */
  readonly thresholds: string;
  /** Of categories that nothing names, e.g. `WARNING`. */
  readonly defaultLevel: string;
  readonly categories: readonly {
    readonly name: string;
    readonly description: string;
    readonly level: string;
  }[];
  /** Names set that no category of the process has as yet. */
  readonly unmatched: readonly string[];
}

/** What a changed document did to a run. */
export interface RunUpdate {
  /** Elements that joined the pipeline. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Elements that run with other properties than the document has now; those are set one by one. */
  readonly differing: readonly string[];
}

export interface LogLine {
  /** Counts up from 1 within a run. */
  readonly sequence: number;
  readonly atMillis: number;
  readonly stream: 'stdout' | 'stderr' | 'pipewright';
  readonly text: string;
}

/** Yielded by `runs.onEvent`: first `snapshot`, then changes. */
export type RunEvent =
  | { readonly kind: 'snapshot'; readonly run: RunSummary; readonly log: readonly LogLine[] }
  | { readonly kind: 'changed'; readonly run: RunSummary }
  | { readonly kind: 'log'; readonly lines: readonly LogLine[]; readonly numDropped: number };

/** Yielded by `preview.onSignal`; the browser is the answerer. */
export type PreviewSignal =
  | { readonly kind: 'attached'; readonly viewerId: string; readonly codec: string }
  | { readonly kind: 'offer'; readonly sdp: string }
  | { readonly kind: 'ice-candidate'; readonly mlineIndex: number; readonly candidate: string }
  | { readonly kind: 'ended'; readonly reason: string };

/** Browser -> server text messages on the telemetry WebSocket (`/telemetry`). */
export type TelemetrySubscription =
  | {
      readonly kind: 'subscribe';
      readonly runId: string;
      readonly topics: readonly TelemetryTopic[];
    }
  | { readonly kind: 'unsubscribe'; readonly runId: string };

export type TelemetryTopic = 'sample' | 'metadata' | 'preview-frame';
