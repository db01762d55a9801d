/**
 * What the procedures call. Interfaces only, free of Node's types: the editor's build follows the
 * router's type into this file.
 */
import type { PropertyValue } from '@pipewright/graph';
import type {
  DocumentEntry,
  FileEntry,
  FileFacts,
  Layout,
  LogLine,
  OpenDocument,
  OpenTextFile,
  PreviewSignal,
  RegistryJson,
  RunEvent,
  RunLogLevels,
  RunPosition,
  RunStats,
  RunSummary,
  RuntimeName,
  RunUpdate,
  ServerInfo,
} from '@pipewright/protocol';

/** A document whose file changed; a null revision: it is gone. */
export interface DocumentChange {
  readonly path: string;
  readonly revision: string | null;
}

/** Documents of the workspace, addressed by their path relative to it. Refuses with `Refusal`. */
export interface Documents {
  list(): Promise<DocumentEntry[]>;
  open(path: string): Promise<OpenDocument>;
  create(input: { name: string; text?: string | undefined }): Promise<OpenDocument>;
  save(input: {
    path: string;
    text: string;
    layout?: Layout | undefined;
    baseRevision: string;
  }): Promise<{ revision: string }>;
  saveLayout(path: string, layout: Layout): Promise<void>;
  rename(path: string, name: string): Promise<{ path: string }>;
  delete(path: string, baseRevision: string): Promise<void>;
  /** Batches of changes, by anyone, until the signal aborts. */
  changes(signal: AbortSignal): AsyncIterable<DocumentChange[]>;
}

/** Files below the workspace. */
export interface Files {
  list(folder: string): Promise<FileEntry[]>;
  /** Facts by the path as the document writes it. */
  facts(documentPath: string, paths: readonly string[]): Promise<Record<string, FileFacts>>;
}

/** Text files that pipelines read. Refuses with `Refusal`. */
export interface TextFiles {
  /** By a path in the workspace, or an absolute one of the SDK. */
  open(path: string): Promise<OpenTextFile>;
  /** An empty base revision makes a new file. */
  save(input: { path: string; text: string; baseRevision: string }): Promise<{ revision: string }>;
  /** Revisions as they change, null while the file is gone, until the signal aborts. */
  changes(path: string, signal: AbortSignal): AsyncIterable<string | null>;
}

export interface StartInput {
  readonly path?: string | undefined;
  readonly text: string;
  readonly parameters: Readonly<Record<string, PropertyValue>>;
  readonly revision?: string | undefined;
  /** Absent or `auto`: what the machine has. */
  readonly runtime?: 'auto' | RuntimeName | undefined;
}

export interface SetPropertyInput {
  readonly runId: string;
  /** Document element. */
  readonly element: string;
  readonly pad?: string | undefined;
  readonly property: string;
  readonly value: PropertyValue;
}

export interface SeekInput {
  readonly runId: string;
  readonly positionMillis?: number | undefined;
  readonly rate?: number | undefined;
  readonly flush: boolean;
  readonly precision?: 'key-unit' | 'accurate' | undefined;
}

export interface StepInput {
  readonly runId: string;
  /** Either of the two. */
  readonly buffers?: number | undefined;
  readonly millis?: number | undefined;
}

export interface SnapshotInput {
  readonly runId: string;
  readonly padIndex: number;
  /** Source id within the batch; -1: all, tiled. */
  readonly stream: number;
  readonly maxWidth?: number | undefined;
  readonly maxHeight?: number | undefined;
  readonly timeoutMillis: number;
}

export interface UpdateInput {
  readonly runId: string;
  readonly text: string;
  /** Absent: those of the start. */
  readonly parameters?: Readonly<Record<string, PropertyValue>> | undefined;
}

export interface Runs {
  list(): RunSummary[];
  get(runId: string): RunSummary;
  start(input: StartInput): Promise<{ runId: string }>;
  stop(runId: string): Promise<void>;
  /** SIGKILL: nothing is finalised. */
  kill(runId: string): Promise<void>;
  pause(runId: string): Promise<void>;
  resume(runId: string): Promise<void>;
  setProperty(input: SetPropertyInput): Promise<{ value: string }>;
  position(runId: string): Promise<RunPosition>;
  seek(input: SeekInput): Promise<RunPosition>;
  /** Only while paused. */
  step(input: StepInput): Promise<RunPosition>;
  /** Throws away what is on its way to the sinks. */
  flush(runId: string): Promise<RunPosition>;
  /** A PNG. */
  snapshot(input: SnapshotInput): Promise<Uint8Array>;
  /** The running pipeline in Graphviz' language. */
  graph(runId: string): Promise<{ dot: string }>;
  logLevels(runId: string): Promise<RunLogLevels>;
  setLogLevels(input: { runId: string; thresholds: string }): Promise<RunLogLevels>;
  /** Brings the sources of a changed document into the run, and takes those out that it lacks. */
  update(input: UpdateInput): Promise<RunUpdate>;
  /** First a snapshot, then changes; ends when the run is over or the signal aborts. */
  events(runId: string, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** The newest log lines, oldest first. */
  log(runId: string): readonly LogLine[];
  /** The newest measurements; undefined before the first. */
  stats(runId: string): RunStats | undefined;
  /** Measurements as they come, until the run is over or the signal aborts. */
  statsChanges(runId: string, signal: AbortSignal): AsyncIterable<RunStats>;
  /** The runs that appeared or changed state, until the signal aborts. */
  listChanges(signal: AbortSignal): AsyncIterable<RunSummary[]>;
}

export interface ViewerInput {
  readonly runId: string;
  readonly padIndex: number;
  /** Source id within the batch; -1: all, tiled. */
  readonly stream: number;
  readonly maxWidth?: number | undefined;
  readonly maxHeight?: number | undefined;
}

export interface Previews {
  /** Attaches a viewer; it is detached when the signal aborts. */
  watch(input: ViewerInput, signal: AbortSignal): AsyncIterable<PreviewSignal>;
  answer(input: { runId: string; viewerId: string; sdp: string }): Promise<void>;
  addIceCandidate(input: {
    runId: string;
    viewerId: string;
    mlineIndex: number;
    candidate: string;
  }): Promise<void>;
  /** Attaches a viewer by its own offer, which stays until it leaves or `detach` is called. */
  answerOffer(input: OfferInput, signal: AbortSignal): Promise<{ viewerId: string; sdp: string }>;
  /** Refuses viewers that are not there. */
  detach(input: { runId: string; viewerId: string }): Promise<void>;
}

export interface OfferInput extends ViewerInput {
  /** SDP with all candidates. */
  readonly offer: string;
}

/** Everything a procedure may use. */
export interface Services {
  info(): Promise<ServerInfo>;
  /** Null when no runner can be started here. */
  registry(): Promise<RegistryJson | null>;
  readonly documents: Documents;
  readonly files: Files;
  readonly textFiles: TextFiles;
  readonly runs: Runs;
  readonly previews: Previews;
}
