import { create, toBinary } from '@bufbuild/protobuf';
import { telemetry } from '@pipewright/protocol';
import { describe, expect, it } from 'vitest';
import { TelemetryClient } from './telemetry-client.ts';
import { topicOf } from './telemetry-topic.ts';

/** A browser's socket whose other end reads only when told to. */
class SlowSocket {
  bufferedAmount = 0;
  terminated = false;
  readonly sent: string[] = [];
  readonly #flushed: (() => void)[] = [];

  send(data: unknown, _options: unknown, onSent?: unknown): void {
    this.sent.push(Buffer.from(data as Uint8Array).toString());
    this.#flushed.push(onSent as () => void);
  }

  terminate(): void {
    this.terminated = true;
  }

  drain(): void {
    this.bufferedAmount = 0;
    for (const callback of this.#flushed.splice(0)) {
      callback();
    }
  }
}

describe('TelemetryClient', () => {
  const bytes = (text: string) => Buffer.from(text);

  it('sends at once to a client that keeps up', () => {
    const socket = new SlowSocket();
    const client = new TelemetryClient(socket);
    client.offer('sample', bytes('s1'));
    client.offer('metadata', bytes('m1'));
    expect(socket.sent).toEqual(['s1', 'm1']);
  });

  it('drops the oldest metadata for a slow one, never a sample, and counts', () => {
    const socket = new SlowSocket();
    const client = new TelemetryClient(socket);
    client.offer('metadata', bytes('first'));
    socket.bufferedAmount = 2 ** 21;
    client.offer('sample', bytes('s0'));
    for (let index = 0; index < 100; index += 1) {
      client.offer(index % 2 === 0 ? 'metadata' : 'preview-frame', bytes(`m${index}`));
    }
    client.offer('sample', bytes('s1'));
    expect(socket.sent).toEqual(['first']);
    expect(client.numDropped).toBe(36);
    socket.drain();
    expect(socket.sent.slice(0, 3)).toEqual(['first', 's0', 'm36']);
    expect(socket.sent.slice(-2)).toEqual(['m99', 's1']);
    expect(socket.sent).toHaveLength(1 + 2 + 64);
  });

  it('gives up on a client that takes nothing at all', () => {
    const socket = new SlowSocket();
    const client = new TelemetryClient(socket);
    socket.bufferedAmount = 2 ** 21;
    for (let index = 0; index < 5000 && !socket.terminated; index += 1) {
      client.offer('sample', bytes('s'));
    }
    expect(socket.terminated).toBe(true);
  });

  it('wants what it subscribed to', () => {
    const client = new TelemetryClient(new SlowSocket());
    client.subscribe('run', ['sample', 'metadata']);
    expect(client.wants('run', 'metadata')).toBe(true);
    expect(client.wants('run', 'preview-frame')).toBe(false);
    expect(client.wants('other', 'sample')).toBe(false);
    client.subscribe('run', ['sample']);
    expect(client.wants('run', 'metadata')).toBe(false);
    client.unsubscribe('run');
    expect(client.wants('run', 'sample')).toBe(false);
  });
});

describe('topicOf', () => {
  function encoded(content: telemetry.Telemetry['content']): Uint8Array {
    const runId = 'r'.repeat(200);
    const message = create(telemetry.TelemetrySchema, { runId, content });
    return toBinary(telemetry.TelemetrySchema, message);
  }

  it('finds the topic behind a run id of any length', () => {
    const sample = create(telemetry.SampleSchema, { monotonicNs: 2n ** 60n });
    const metadata = create(telemetry.MetadataBatchSchema, { padIndex: 3 });
    const previewFrame = create(telemetry.PreviewFrameSchema, { width: 640 });
    expect(topicOf(encoded({ case: 'sample', value: sample }))).toBe('sample');
    expect(topicOf(encoded({ case: 'metadata', value: metadata }))).toBe('metadata');
    expect(topicOf(encoded({ case: 'previewFrame', value: previewFrame }))).toBe('preview-frame');
  });

  it('finds none in what holds none', () => {
    expect(topicOf(encoded({ case: undefined }))).toBeUndefined();
    expect(topicOf(Uint8Array.of())).toBeUndefined();
    expect(topicOf(Uint8Array.of(0x0a, 0xff))).toBeUndefined();
    expect(topicOf(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff))).toBeUndefined();
  });
});
