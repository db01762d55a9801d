import { fromBinary } from '@bufbuild/protobuf';
import { type TelemetrySubscription, type TelemetryTopic, telemetry } from '@pipewright/protocol';

const FIRST_RETRY_MILLIS = 250;
const LONGEST_RETRY_MILLIS = 3000;

/** A live subscription to a run's telemetry. */
export interface TelemetryListener {
  close(): void;
}

interface Entry {
  readonly runId: string;
  readonly topics: readonly TelemetryTopic[];
  readonly onTelemetry: (message: telemetry.Telemetry) => void;
}

/**
 * The binary telemetry socket: opened with the first listener, reopened when it is lost, closed with
 * the last. Listeners of one run share one subscription with the union of their topics.
 */
export class TelemetrySocket {
  readonly #url: () => string;
  readonly #entries = new Set<Entry>();
  #socket: WebSocket | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #numRetries = 0;

  constructor(url: () => string) {
    this.#url = url;
  }

  /** Calls back for every message of the topics, until closed. */
  listen(
    runId: string,
    topics: readonly TelemetryTopic[],
    onTelemetry: (message: telemetry.Telemetry) => void,
  ): TelemetryListener {
    const entry: Entry = { runId, topics, onTelemetry };
    this.#entries.add(entry);
    if (this.#socket === undefined) {
      this.#connect();
    } else {
      this.#subscribe(runId);
    }
    return {
      close: () => {
        if (this.#entries.delete(entry)) {
          this.#subscribe(runId);
          if (this.#entries.size === 0) {
            this.#disconnect();
          }
        }
      },
    };
  }

  #connect(): void {
    const socket = new WebSocket(this.#url());
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onopen = () => {
      this.#numRetries = 0;
      for (const runId of new Set([...this.#entries].map((entry) => entry.runId))) {
        this.#subscribe(runId);
      }
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer) {
        this.#deliver(fromBinary(telemetry.TelemetrySchema, new Uint8Array(event.data)));
      }
    };
    socket.onclose = () => {
      if (this.#socket === socket) {
        this.#socket = undefined;
        this.#retryLater();
      }
    };
  }

  #retryLater(): void {
    if (this.#entries.size === 0) {
      return;
    }
    const delay = Math.min(LONGEST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** this.#numRetries++);
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
  }

  #disconnect(): void {
    clearTimeout(this.#retryTimer);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  /** Tells the server which topics of a run are wanted now. */
  #subscribe(runId: string): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return;
    }
    const topics = new Set<TelemetryTopic>();
    for (const entry of this.#entries) {
      if (entry.runId === runId) {
        for (const topic of entry.topics) {
          topics.add(topic);
        }
      }
    }
    const message: TelemetrySubscription =
      topics.size === 0
        ? { kind: 'unsubscribe', runId }
        : { kind: 'subscribe', runId, topics: [...topics] };
    this.#socket.send(JSON.stringify(message));
  }

  #deliver(message: telemetry.Telemetry): void {
    const topic = TOPICS[message.content.case ?? 'none'];
    for (const entry of this.#entries) {
      if (topic !== undefined && entry.runId === message.runId && entry.topics.includes(topic)) {
        entry.onTelemetry(message);
      }
    }
  }
}

const TOPICS: Readonly<Record<string, TelemetryTopic | undefined>> = {
  sample: 'sample',
  metadata: 'metadata',
  previewFrame: 'preview-frame',
};
