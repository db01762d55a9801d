/** A queue that one consumer reads as an async iterable. */

/**
 * Puts a new event into the waiting ones: pushes it, or replaces or merges where the newer tells
 * all. This is what keeps a slow consumer's queue short.
 */
export type Merge<T> = (waiting: T[], event: T) => void;

export class EventStream<T> implements AsyncIterable<T> {
  readonly #merge: Merge<T>;
  readonly #waiting: T[] = [];
  #wake: (() => void) | undefined;
  #ended = false;

  constructor(merge: Merge<T> = (waiting, event) => waiting.push(event)) {
    this.#merge = merge;
  }

  push(event: T): void {
    if (!this.#ended) {
      this.#merge(this.#waiting, event);
      this.#wake?.();
    }
  }

  /** What waits is still delivered; then the iteration ends. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Ends with the signal, at once. */
  endWith(signal: AbortSignal): this {
    const abort = () => {
      this.#waiting.length = 0;
      this.end();
    };
    if (signal.aborted) {
      abort();
    } else {
      signal.addEventListener('abort', abort, { once: true });
    }
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (true) {
      const event = this.#waiting.shift();
      if (event !== undefined) {
        yield event;
      } else if (this.#ended) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
    }
  }
}

/** Any number of listeners, each with its own stream. */
export class EventHub<T> {
  readonly #streams = new Set<EventStream<T>>();

  get numListeners(): number {
    return this.#streams.size;
  }

  publish(event: T): void {
    for (const stream of this.#streams) {
      stream.push(event);
    }
  }

  /** A stream that hears everything from now on, until the signal aborts or the hub is closed. */
  open(signal: AbortSignal, merge?: Merge<T>): EventStream<T> {
    const stream = new EventStream<T>(merge).endWith(signal);
    if (!signal.aborted) {
      this.#streams.add(stream);
      signal.addEventListener('abort', () => this.#streams.delete(stream), { once: true });
    }
    return stream;
  }

  close(): void {
    for (const stream of this.#streams) {
      stream.end();
    }
    this.#streams.clear();
  }
}
