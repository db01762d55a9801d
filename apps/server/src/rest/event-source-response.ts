/** A response in the form that browsers' EventSource reads. */
import { once } from 'node:events';
import type { Response } from 'express';

/** Proxies close connections that are silent for long. */
const HEARTBEAT_MILLIS = 15_000;

export class EventSourceResponse {
  readonly #response: Response;
  readonly #signal: AbortSignal;
  readonly #heartbeat: NodeJS.Timeout;
  #nextId = 1;

  /** `signal` aborts when the client goes. */
  constructor(response: Response, signal: AbortSignal) {
    this.#response = response;
    this.#signal = signal;
    response.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    this.#heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MILLIS).unref();
    signal.addEventListener('abort', () => clearInterval(this.#heartbeat), { once: true });
  }

  /** Resolves when the client can take more; sends nothing to one that has gone. */
  async send(name: string, data: unknown): Promise<void> {
    if (this.#signal.aborted) {
      return;
    }
    const id = this.#nextId;
    this.#nextId += 1;
    const text = `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    if (!this.#response.write(text)) {
      await once(this.#response, 'drain', { signal: this.#signal }).catch(() => {
        // Gone while it was waited for; whoever sends looks at the signal.
      });
    }
  }

  end(): void {
    clearInterval(this.#heartbeat);
    this.#response.end();
  }
}
