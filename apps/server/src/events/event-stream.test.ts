import { describe, expect, it } from 'vitest';
import { EventHub, EventStream } from './event-stream.ts';

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const event of stream) {
    all.push(event);
  }
  return all;
}

describe('EventStream', () => {
  it('delivers what came before and after the reader, then ends', async () => {
    const stream = new EventStream<number>();
    stream.push(1);
    const reading = collect(stream);
    stream.push(2);
    await Promise.resolve();
    stream.push(3);
    stream.end();
    stream.push(4);
    expect(await reading).toEqual([1, 2, 3]);
  });

  it('keeps short what a slow reader has not taken yet', async () => {
    const newest = (waiting: number[], event: number) => waiting.splice(0, 1, event);
    const stream = new EventStream<number>(newest);
    for (let event = 0; event < 1000; event += 1) {
      stream.push(event);
    }
    stream.end();
    expect(await collect(stream)).toEqual([999]);
  });

  it('ends at once when its signal aborts, also one that has aborted already', async () => {
    const controller = new AbortController();
    const stream = new EventStream<number>().endWith(controller.signal);
    const reading = collect(stream);
    controller.abort();
    expect(await reading).toEqual([]);
    expect(await collect(new EventStream().endWith(controller.signal))).toEqual([]);
  });
});

describe('EventHub', () => {
  it('tells everyone who listens, until they go or it closes', async () => {
    const hub = new EventHub<string>();
    const leaving = new AbortController();
    const first = collect(hub.open(leaving.signal));
    const second = collect(hub.open(new AbortController().signal));
    hub.publish('a');
    await Promise.resolve();
    leaving.abort();
    hub.publish('b');
    hub.close();
    expect(await first).toEqual(['a']);
    expect(await second).toEqual(['a', 'b']);
    expect(hub.numListeners).toBe(0);
  });
});
