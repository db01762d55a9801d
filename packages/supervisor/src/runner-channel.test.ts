import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  encodeFrame,
  FRAME_KIND_CONTROL,
  FRAME_KIND_TELEMETRY,
  FrameDecoder,
  runner,
} from '@pipewright/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NotificationEvent, RunnerChannel } from './runner-channel.ts';
import { ChannelClosedError, RequestTimeoutError, RunnerError } from './runner-errors.ts';

const LONG = 10_000;

/** A process that passes bytes on: its pipes are as real as a runner's. */
function pipe(): { child: ChildProcess; input: Writable; output: Readable } {
  const child = spawn('cat', [], { stdio: ['pipe', 'pipe', 'inherit'] });
  return { child, input: child.stdin as Writable, output: child.stdout as Readable };
}

/** The runner's side of a channel, played by the test. */
class Peer {
  readonly toRunner = pipe();
  readonly fromRunner = pipe();
  readonly channel = new RunnerChannel(this.toRunner.input, this.fromRunner.output);
  readonly #requests: runner.Request[] = [];
  #wake: () => void = () => {};

  constructor() {
    const decoder = new FrameDecoder((frame) => {
      this.#requests.push(fromBinary(runner.RequestSchema, frame.payload));
      this.#wake();
    });
    this.toRunner.output.on('data', (chunk: Buffer) => decoder.push(chunk));
  }

  async nextRequest(): Promise<runner.Request> {
    while (true) {
      const request = this.#requests.shift();
      if (request !== undefined) {
        return request;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  send(...frames: readonly Uint8Array[]): void {
    this.fromRunner.input.write(Buffer.concat(frames));
  }

  async end(): Promise<void> {
    this.channel.close();
    for (const { child } of [this.toRunner, this.fromRunner]) {
      if (child.exitCode === null) {
        child.kill();
        await once(child, 'exit');
      }
    }
  }
}

function message(content: MessageInitShape<typeof runner.MessageSchema>['content']): Uint8Array {
  const bytes = toBinary(
    runner.MessageSchema,
    create(runner.MessageSchema, content === undefined ? {} : { content }),
  );
  return encodeFrame(FRAME_KIND_CONTROL, bytes);
}

function response(init: MessageInitShape<typeof runner.ResponseSchema>): Uint8Array {
  return message({ case: 'response', value: init });
}

const endOfStream = message({
  case: 'notification',
  value: { event: { case: 'endOfStream', value: {} } },
});

describe('RunnerChannel', () => {
  let peer: Peer;
  beforeEach(() => {
    peer = new Peer();
  });
  afterEach(() => peer.end());

  it('resolves each request with the response of its id, in whatever order they come', async () => {
    const play = peer.channel.request({ case: 'play', value: {} }, LONG);
    const set = peer.channel.request(
      { case: 'setProperty', value: { element: 'mux', property: { name: 'batch-size' } } },
      LONG,
    );
    const first = await peer.nextRequest();
    const second = await peer.nextRequest();
    expect([first.method.case, second.method.case]).toEqual(['play', 'setProperty']);
    expect(second.id).not.toBe(first.id);
    peer.send(
      response({ id: second.id, result: { case: 'setProperty', value: { value: '4' } } }),
      response({ id: first.id, result: { case: 'done', value: {} } }),
    );
    expect((await set).value).toMatchObject({ value: '4' });
    expect((await play).case).toBe('done');
  });

  it('rejects with what the runner says of a refused request', async () => {
    const request = peer.channel.request({ case: 'build', value: {} }, LONG);
    const { id } = await peer.nextRequest();
    const value = {
      code: runner.ErrorCode.NO_SUCH_PROPERTY,
      message: 'nvinfer has no property "batchsize".',
      element: 'detector',
      property: 'batchsize',
    };
    peer.send(response({ id, result: { case: 'error', value } }));
    const error = await request.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RunnerError);
    expect(error).toMatchObject({
      code: 'NO_SUCH_PROPERTY',
      message: 'nvinfer has no property "batchsize".',
      element: 'detector',
      property: 'batchsize',
      pad: undefined,
    });
  });

  it('lets whoever awaits a response go before the notification that follows it', async () => {
    const order: string[] = [];
    peer.channel.on('notification', (event) => order.push(event.case));
    const eos = once(peer.channel, 'notification');
    const play = (async () => {
      await peer.channel.request({ case: 'play', value: {} }, LONG);
      // Some turns of the microtask queue, as code that awaits several promises takes.
      await Promise.resolve();
      await Promise.resolve();
      order.push('answered');
    })();
    const { id } = await peer.nextRequest();
    peer.send(response({ id, result: { case: 'done', value: {} } }), endOfStream);
    await Promise.all([play, eos]);
    expect(order).toEqual(['answered', 'endOfStream']);
  });

  it('hands telemetry on byte for byte, also when it comes in pieces', async () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    const received = once(peer.channel, 'telemetry');
    peer.send(encodeFrame(FRAME_KIND_TELEMETRY, bytes));
    const [payload] = (await received) as [Uint8Array];
    expect(Buffer.compare(payload, bytes)).toBe(0);
  });

  it('rejects a request that is not answered in time and ignores the late answer', async () => {
    const slow = peer.channel.request({ case: 'pause', value: {} }, 1);
    await expect(slow).rejects.toThrow(RequestTimeoutError);
    await expect(slow).rejects.toThrow('"pause" within 1 ms');
    const late = await peer.nextRequest();
    const next = peer.channel.request({ case: 'play', value: {} }, LONG);
    const { id } = await peer.nextRequest();
    peer.send(
      response({ id: late.id, result: { case: 'done', value: {} } }),
      response({ id, result: { case: 'done', value: {} } }),
    );
    expect((await next).case).toBe('done');
  });

  it('rejects what is pending when it is closed, tells once, and takes no more', async () => {
    let numCloses = 0;
    peer.channel.on('close', () => {
      numCloses += 1;
    });
    const pending = peer.channel.request({ case: 'play', value: {} }, LONG);
    peer.channel.close();
    peer.channel.close();
    await expect(pending).rejects.toThrow(ChannelClosedError);
    await expect(peer.channel.request({ case: 'play', value: {} }, LONG)).rejects.toThrow(
      ChannelClosedError,
    );
    expect(numCloses).toBe(1);
  });

  it('delivers what came before the end, then closes', async () => {
    const events: (NotificationEvent['case'] | 'close')[] = [];
    peer.channel.on('notification', (event) => events.push(event.case));
    const closed = once(peer.channel, 'close').then(() => events.push('close'));
    const pending = peer.channel.request({ case: 'stop', value: {} }, LONG);
    const { id } = await peer.nextRequest();
    peer.send(response({ id, result: { case: 'done', value: {} } }), endOfStream, endOfStream);
    peer.fromRunner.input.end();
    expect((await pending).case).toBe('done');
    await closed;
    expect(events).toEqual(['endOfStream', 'endOfStream', 'close']);
  });

  it('closes with the reason when a frame is malformed', async () => {
    const closed = once(peer.channel, 'close');
    peer.send(Uint8Array.of(0, 0, 0, 0));
    const [cause] = (await closed) as [Error];
    expect(cause.message).toContain('Frame length 0');
  });
});
