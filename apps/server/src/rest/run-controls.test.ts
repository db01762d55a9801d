import type { RunEvent, RunState } from '@pipewright/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RestClient } from '../testing/rest-client.ts';
import { Received, startTestServer, type TestServer } from '../testing/test-server.ts';
import { runControlOperations } from './operations/run-controls.ts';

const HEAD = `formatVersion: 1
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
`;

/** Twenty seconds. */
const RECORDED_DOCUMENT = `${HEAD}name: Recorded
elements:
  source: { factory: videotestsrc, properties: { num-buffers: 500 } }
  sink: { factory: fakesink, properties: { sync: true } }
links:
  - { from: source.src, to: sink.sink, caps: "video/x-raw, width=64, height=48, framerate=25/1" }
`;

function camerasDocument(...names: readonly string[]): string {
  const cameras = names.map(
    (name) => `  ${name}: { factory: videotestsrc, properties: { is-live: true } }\n`,
  );
  const links = names.map((name, number) => `  - ${name}.src -> mux.sink_${number}\n`);
  return `${HEAD}name: Cameras
elements:
  mux: { factory: funnel }
  sink: { factory: fakesink, properties: { sync: false } }
${cameras.join('')}links:
  - mux.src -> sink.sink
${links.join('')}`;
}

let server: TestServer;
let client: RestClient;
beforeAll(async () => {
  server = await startTestServer({ files: {} });
  client = await RestClient.of(server.url);
});
afterAll(() => server.close());

async function reaches(runId: string, state: RunState): Promise<void> {
  const events = new Received<RunEvent>();
  const watched = server.api.runs.onEvent.subscribe({ runId }, events.handlers);
  await events.first((event) => event.kind !== 'log' && event.run.state === state);
  watched.unsubscribe();
}

/** Starts a run and waits for it to play. */
async function play(text: string): Promise<string> {
  const { status, json } = await client.call('startRun', { body: { text, runtime: 'standin' } });
  expect(status, JSON.stringify(json)).toBe(201);
  await reaches(json.runId, 'playing');
  return json.runId;
}

describe('a running pipeline', () => {
  it('is sought, stepped, flushed and asked where it is', async () => {
    const runId = await play(RECORDED_DOCUMENT);
    const at = { path: { runId } };
    expect((await client.call('stepRun', { ...at, body: { buffers: 1 } })).status).toBe(400);
    await client.call('pauseRun', at);
    await reaches(runId, 'paused');
    const body = { positionMillis: 7000, precision: 'accurate' };
    const there = await client.call('seekRun', { ...at, body });
    expect(there.json).toMatchObject({ positionMillis: 7000, durationMillis: 20_000 });
    const isPosition = client.schema('RunPosition');
    expect(isPosition(there.json), JSON.stringify(isPosition.errors)).toBe(true);
    const stepped = await client.call('stepRun', { ...at, body: { buffers: 2 } });
    expect(stepped.json.positionMillis).toBe(7080);
    expect((await client.call('flushRun', at)).json.positionMillis).toBe(7080);
    const position = await client.call('getRunPosition', at);
    expect(position.json).toMatchObject({ positionMillis: 7080, isSeekable: true, rate: 1 });
    const both = { buffers: 1, millis: 1 };
    expect((await client.call('stepRun', { ...at, body: both })).status).toBe(400);
    const late = await client.call('seekRun', { ...at, body: { positionMillis: 21_000 } });
    expect(late.status).toBe(400);
    expect(late.json.detail).toContain('20.000 s');
    await client.call('stopRun', at);
    expect((await client.call('getRunPosition', at)).status).toBe(412);
  });

  it('is pictured and described', async () => {
    const runId = await play(RECORDED_DOCUMENT);
    const at = { runId, pad: 'source.src' };
    const query = { maxWidth: '32', timeoutMillis: '20000' };
    const picture = await client.call('takeSnapshot', { path: at, query });
    expect(picture.status).toBe(200);
    expect(picture.headers.get('Content-Type')).toBe('image/png');
    const view = new DataView(picture.bytes.buffer, picture.bytes.byteOffset);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([32, 24]);
    const missing = await client.call('takeSnapshot', { path: { ...at, pad: 'nobody.src' } });
    expect(missing.status).toBe(404);
    expect(missing.json.detail).toContain('source.src');
    const graph = await client.call('getRunGraph', { path: { runId } });
    expect(graph.json.dot).toMatch(/^digraph pipeline/);
    await client.call('stopRun', { path: { runId } });
  });

  it('logs as it is told', async () => {
    const runId = await play(RECORDED_DOCUMENT);
    const at = { path: { runId } };
    const set = await client.call('setLogLevels', { ...at, body: { thresholds: 'GST_PADS:6' } });
    const isLevels = client.schema('RunLogLevels');
    expect(isLevels(set.json), JSON.stringify(isLevels.errors)).toBe(true);
    expect((await client.call('getLogLevels', at)).json.thresholds).toBe('GST_PADS:6');
    const wrong = await client.call('setLogLevels', { ...at, body: { thresholds: 'x:loud' } });
    expect(wrong.status).toBe(400);
    expect(wrong.json.detail).toContain("'x:loud'");
    await client.call('stopRun', at);
  });

  it('takes the sources of a changed document', async () => {
    const runId = await play(camerasDocument('camera0'));
    const at = { path: { runId } };
    const text = camerasDocument('camera0', 'camera1');
    const added = await client.call('updateRun', { ...at, body: { text } });
    expect(added.json).toEqual({ added: ['camera1'], removed: [], differing: [] });
    const elements = async (): Promise<string[]> =>
      (await client.call('getRun', at)).json.pads.map(
        ({ element }: { element: string }) => element,
      );
    expect(await elements()).toEqual(['mux', 'camera0', 'camera1']);
    const less = { text: camerasDocument('camera0') };
    const removed = await client.call('updateRun', { ...at, body: less });
    expect(removed.json.removed).toEqual(['camera1']);
    expect(await elements()).toEqual(['mux', 'camera0']);
    const other = text.replace('mux.src -> sink.sink', 'mux.src -> sink2.sink');
    const rewired = `${other}`.replace('  sink:', '  sink2:');
    const refused = await client.call('updateRun', { ...at, body: { text: rewired } });
    expect(refused.status).toBe(400);
    const spoilt = await client.call('updateRun', { ...at, body: { text: 'nothing' } });
    expect(spoilt.status).toBe(422);
    await client.call('stopRun', at);
  });

  it('has had every control called', () => {
    const missing = runControlOperations.filter(({ id }) => !client.succeeded.has(id));
    expect(missing).toEqual([]);
  });
});
