/** One browser's telemetry: what it wants, and what it gets when it is slow. */
import type { TelemetryTopic } from '@pipewright/protocol';
import type { WebSocket } from 'ws';

/** Above this many unsent bytes a client gets no more for now. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Droppable messages that wait for a slow client; the oldest go first. */
const MAX_WAITING_DROPPABLE = 64;
/** A client that takes nothing for this many samples is gone. */
const MAX_WAITING_SAMPLES = 2000;

const SEND_OPTIONS = { binary: true, compress: false };

interface Waiting {
  readonly bytes: Uint8Array;
  readonly isDroppable: boolean;
}

type Socket = Pick<WebSocket, 'bufferedAmount' | 'send' | 'terminate'>;

export class TelemetryClient {
  readonly #socket: Socket;
  readonly #topicsByRun = new Map<string, ReadonlySet<TelemetryTopic>>();
  #waiting: Waiting[] = [];
  #numDroppableWaiting = 0;
  #numDropped = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Messages dropped because the client was too slow. */
  get numDropped(): number {
    return this.#numDropped;
  }

  subscribe(runId: string, topics: readonly TelemetryTopic[]): void {
    this.#topicsByRun.set(runId, new Set(topics));
  }

  unsubscribe(runId: string): void {
    this.#topicsByRun.delete(runId);
  }

  wants(runId: string, topic: TelemetryTopic): boolean {
    return this.#topicsByRun.get(runId)?.has(topic) ?? false;
  }

  /** Sends, or keeps for later; samples are never dropped, the rest oldest first. */
  offer(topic: TelemetryTopic, bytes: Uint8Array): void {
    if (this.#waiting.length === 0 && this.#socket.bufferedAmount < MAX_BUFFERED_BYTES) {
      this.#send(bytes);
      return;
    }
    const isDroppable = topic !== 'sample';
    this.#waiting.push({ bytes, isDroppable });
    this.#numDroppableWaiting += isDroppable ? 1 : 0;
    if (this.#numDroppableWaiting > MAX_WAITING_DROPPABLE) {
      const oldest = this.#waiting.findIndex((waiting) => waiting.isDroppable);
      this.#waiting.splice(oldest, 1);
      this.#numDroppableWaiting -= 1;
      this.#numDropped += 1;
    }
    if (this.#waiting.length - this.#numDroppableWaiting > MAX_WAITING_SAMPLES) {
      this.#socket.terminate();
      this.#waiting = [];
      this.#numDroppableWaiting = 0;
    }
  }

  #send(bytes: Uint8Array): void {
    this.#socket.send(bytes, SEND_OPTIONS, this.#sendWaiting);
  }

  readonly #sendWaiting = (): void => {
    while (this.#socket.bufferedAmount < MAX_BUFFERED_BYTES) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        return;
      }
      this.#numDroppableWaiting -= next.isDroppable ? 1 : 0;
      this.#send(next.bytes);
    }
  };
}
