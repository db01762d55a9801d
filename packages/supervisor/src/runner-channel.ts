/** Frames, request ids and pending requests on the runner's two pipes. */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  encodeFrame,
  FRAME_KIND_CONTROL,
  FRAME_KIND_TELEMETRY,
  type Frame,
  FrameDecoder,
  runner,
} from '@pipewright/protocol';
import { ChannelClosedError, RequestTimeoutError, RunnerError } from './runner-errors.ts';

export type RequestMethod = Extract<
  MessageInitShape<typeof runner.RequestSchema>['method'],
  { case: string }
>;
export type ResponseResult = Exclude<runner.Response['result'], { case: undefined | 'error' }>;
export type NotificationEvent = Exclude<runner.Notification['event'], { case: undefined }>;

interface PendingRequest {
  readonly method: string;
  readonly resolve: (result: ResponseResult) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

interface ChannelEvents {
  notification: [NotificationEvent];
  /** Bytes of one `Telemetry` message. They stay valid: Node reads every chunk into new memory. */
  telemetry: [Uint8Array];
  /** Once; with the cause when the stream was malformed or broke. */
  close: [Error | undefined];
}

/**
 * The server's end of the channel. Control messages are delivered in order, and after a response
 * the event loop turns once before the next one, so that whoever awaited it goes first.
 */
export class RunnerChannel extends EventEmitter<ChannelEvents> {
  readonly #toRunner: Writable;
  readonly #fromRunner: Readable;
  readonly #decoder = new FrameDecoder((frame) => this.#onFrame(frame));
  readonly #pending = new Map<number, PendingRequest>();
  readonly #inbox: runner.Message[] = [];
  #nextId = 1;
  #deliveryPaused = false;
  #endReached = false;
  #endCause: Error | undefined;
  #closed = false;

  constructor(toRunner: Writable, fromRunner: Readable) {
    super();
    this.#toRunner = toRunner;
    this.#fromRunner = fromRunner;
    fromRunner.on('data', (chunk: Buffer) => this.#onData(chunk));
    fromRunner.once('end', () => this.#onEnd(undefined));
    fromRunner.once('error', (error) => this.#onEnd(error));
    fromRunner.once('close', () => this.#onEnd(undefined));
    // A broken pipe shows as the other pipe's end as well; that one closes the channel.
    toRunner.on('error', () => {});
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Sends a request and resolves with its result. Rejects with RunnerError (the runner refused),
   * RequestTimeoutError, or ChannelClosedError.
   */
  request(method: RequestMethod, timeoutMillis: number): Promise<ResponseResult> {
    if (this.#closed || this.#endReached) {
      return Promise.reject(closedError(method.case));
    }
    const id = this.#nextId;
    this.#nextId += 1;
    const bytes = toBinary(runner.RequestSchema, create(runner.RequestSchema, { id, method }));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(
          new RequestTimeoutError(
            `The runner did not answer "${method.case}" within ${timeoutMillis} ms [request ${id}].`,
          ),
        );
      }, timeoutMillis);
      this.#pending.set(id, { method: method.case, resolve, reject, timer });
      try {
        this.#toRunner.write(encodeFrame(FRAME_KIND_CONTROL, bytes));
      } catch (error) {
        this.#settle(id)?.reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Ends the pipe to the runner, which ends it, and rejects what is pending. Safe to call twice. */
  close(): void {
    this.#finish(undefined);
  }

  #onData(chunk: Buffer): void {
    if (this.#closed) {
      return;
    }
    try {
      this.#decoder.push(chunk);
    } catch (error) {
      this.#finish(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #onFrame(frame: Frame): void {
    if (frame.kind === FRAME_KIND_TELEMETRY) {
      this.emit('telemetry', frame.payload);
      return;
    }
    if (frame.kind !== FRAME_KIND_CONTROL) {
      throw new RangeError(`The runner sent a frame of unknown kind ${frame.kind}.`);
    }
    this.#inbox.push(fromBinary(runner.MessageSchema, frame.payload));
    this.#deliver();
  }

  #deliver(): void {
    while (!this.#deliveryPaused && !this.#closed) {
      const message = this.#inbox.shift();
      if (message === undefined) {
        if (this.#endReached) {
          this.#finish(this.#endCause);
        }
        return;
      }
      if (message.content.case === 'response') {
        this.#pauseDelivery();
        this.#onResponse(message.content.value);
      } else if (message.content.case === 'notification') {
        this.#onNotification(message.content.value);
      }
    }
  }

  /** Until the event loop has turned: whoever awaits what is delivered now goes first. */
  #pauseDelivery(): void {
    this.#deliveryPaused = true;
    setImmediate(() => {
      this.#deliveryPaused = false;
      this.#deliver();
    });
  }

  #onNotification({ event }: runner.Notification): void {
    if (event.case === 'ready') {
      this.#pauseDelivery();
    }
    if (event.case !== undefined) {
      this.emit('notification', event);
    }
  }

  #onResponse(response: runner.Response): void {
    // No pending request: it timed out, and whoever asked has been told.
    const pending = this.#settle(response.id);
    const { result } = response;
    if (result.case === undefined) {
      pending?.reject(new Error(`The runner's answer to "${pending.method}" holds no result.`));
    } else if (result.case === 'error') {
      pending?.reject(new RunnerError(result.value));
    } else {
      pending?.resolve(result);
    }
  }

  #settle(id: number): PendingRequest | undefined {
    const pending = this.#pending.get(id);
    if (pending !== undefined) {
      this.#pending.delete(id);
      clearTimeout(pending.timer);
    }
    return pending;
  }

  #onEnd(cause: Error | undefined): void {
    this.#endReached = true;
    this.#endCause ??= cause;
    this.#deliver();
  }

  #finish(cause: Error | undefined): void {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#inbox.length = 0;
    this.#toRunner.end();
    if (cause !== undefined) {
      this.#fromRunner.destroy();
    }
    // Otherwise what still comes is read and left: a runner that writes its last words into a
    // broken pipe would take that for a failure.
    for (const id of [...this.#pending.keys()]) {
      const pending = this.#settle(id);
      pending?.reject(closedError(pending.method));
    }
    this.emit('close', cause);
  }
}

function closedError(method: string): ChannelClosedError {
  return new ChannelClosedError(`The runner's channel is closed [method "${method}"].`);
}
