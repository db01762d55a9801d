/** Runner's telemetry to browsers: forwards messages as they are to who asked for them. */
import type { TelemetrySubscription, TelemetryTopic } from '@pipewright/protocol';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { TelemetryClient } from './telemetry-client.ts';
import { topicOf } from './telemetry-topic.ts';

const runId = z.string().min(1).max(200);
const subscriptionInput: z.ZodType<TelemetrySubscription> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('subscribe'),
    runId,
    topics: z.array(z.enum(['sample', 'metadata', 'preview-frame'])),
  }),
  z.object({ kind: z.literal('unsubscribe'), runId }),
]);

/** Closes a WebSocket that speaks out of turn: RFC 6455's "unsupported data". */
const CLOSE_UNSUPPORTED_DATA = 1003;

export class TelemetryHub {
  readonly #logger: Logger;
  readonly #clients = new Set<TelemetryClient>();
  readonly #onInterest: (runId: string) => void;

  /** `onInterest` hears of runs whose set of wanted topics may have changed. */
  constructor(logger: Logger, onInterest: (runId: string) => void = () => {}) {
    this.#logger = logger;
    this.#onInterest = onInterest;
  }

  /** Serves a client until its socket closes. */
  serve(socket: WebSocket): void {
    const client = new TelemetryClient(socket);
    const runIds = new Set<string>();
    this.#clients.add(client);
    socket.on('message', (data, isBinary) => {
      const subscription = isBinary ? undefined : parseSubscription(String(data));
      if (subscription === undefined) {
        socket.close(CLOSE_UNSUPPORTED_DATA, 'expected a TelemetrySubscription as JSON');
        return;
      }
      if (subscription.kind === 'subscribe') {
        client.subscribe(subscription.runId, subscription.topics);
        runIds.add(subscription.runId);
      } else {
        client.unsubscribe(subscription.runId);
      }
      this.#onInterest(subscription.runId);
    });
    socket.on('error', (error) => this.#logger.info({ err: error }, 'telemetry client failed'));
    socket.once('close', () => {
      this.#clients.delete(client);
      if (client.numDropped > 0) {
        this.#logger.info({ numDropped: client.numDropped }, 'telemetry client was too slow');
      }
      for (const id of runIds) {
        this.#onInterest(id);
      }
    });
  }

  /** Whether any client wants a topic of a run. */
  isWanted(runId: string, topic: TelemetryTopic): boolean {
    for (const client of this.#clients) {
      if (client.wants(runId, topic)) {
        return true;
      }
    }
    return false;
  }

  /** Forwards one encoded `Telemetry` message of a run. */
  forward(runId: string, bytes: Uint8Array): void {
    if (this.#clients.size === 0) {
      return;
    }
    const topic = topicOf(bytes);
    if (topic === undefined) {
      return;
    }
    for (const client of this.#clients) {
      if (client.wants(runId, topic)) {
        client.offer(topic, bytes);
      }
    }
  }
}

function parseSubscription(text: string): TelemetrySubscription | undefined {
  try {
    return subscriptionInput.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
