import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { type RunEvent, type RunSummary, telemetry } from '@pipewright/protocol';
import type { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ENDLESS_DOCUMENT, SHORT_DOCUMENT } from '../testing/documents.ts';
import { Received, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { AppRouter } from '../trpc/app-router.ts';

type Snapshot = Extract<RunEvent, { kind: 'snapshot' }>;
const path = 'pipelines/test.pipeline.yaml';

function runOf(event: RunEvent): RunSummary | undefined {
  return event.kind === 'log' ? undefined : event.run;
}

describe('runs with the real runner', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer({ files: { [path]: ENDLESS_DOCUMENT } });
  });
  afterEach(() => server.close());

  async function start(text: string, parameters: Record<string, number | string> = {}) {
    const { runId } = await server.api.runs.start.mutate({ path, text, parameters });
    return runId;
  }

  function watch(runId: string): Received<RunEvent> {
    const received = new Received<RunEvent>();
    server.api.runs.onEvent.subscribe({ runId }, received.handlers);
    return received;
  }

  async function reaches(events: Received<RunEvent>, state: RunSummary['state']) {
    const event = await events.first((candidate) => runOf(candidate)?.state === state);
    return runOf(event) as RunSummary;
  }

  it('play, are watched, are stopped with EOS, and leave their folder', async () => {
    const list = new Received<RunSummary[]>();
    server.api.runs.onList.subscribe(undefined, list.handlers);
    const runId = await start(ENDLESS_DOCUMENT);
    const events = watch(runId);
    await events.first((event): event is Snapshot => event.kind === 'snapshot');
    const playing = await reaches(events, 'playing');
    expect(playing).toMatchObject({
      id: runId,
      documentPath: path,
      documentName: 'Endless',
      problems: [],
      pads: [{ index: 0, link: 'source.src -> sink.sink', element: 'source', pad: 'src' }],
    });
    await server.api.runs.stop.mutate({ runId });
    await events.complete();
    expect(await server.api.runs.get.query({ runId })).toMatchObject({
      state: 'finished',
      problems: [],
      endedAtMillis: expect.any(Number),
    });
    expect((await server.api.runs.list.query()).map((run) => run.id)).toEqual([runId]);
    await list.first((runs) => runs.some((run) => run.id === runId && run.state === 'finished'));
    const folder = join(server.workspace, 'runs', runId);
    expect((await readdir(folder)).sort()).toEqual(['plan.json', 'run.log']);
    const plan = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8'));
    expect(plan.elements).toHaveLength(2);
  });

  it('end by themselves, and a later look still shows how', async () => {
    const runId = await start(SHORT_DOCUMENT, { frames: '3' });
    await watch(runId).complete();
    const late = watch(runId);
    const snapshot = await late.first((event): event is Snapshot => event.kind === 'snapshot');
    await late.complete();
    expect(snapshot.run.state).toBe('finished');
    expect(snapshot.log.map((line) => line.text)).toContain('All streams have ended.');
  });

  it('send their telemetry to who asked for it, as the runner sent it', async () => {
    const runId = await start(ENDLESS_DOCUMENT);
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/telemetry`);
    await once(socket, 'open');
    socket.send(JSON.stringify({ kind: 'subscribe', runId, topics: ['sample'] }));
    const [data] = (await once(socket, 'message')) as [Buffer, boolean];
    const message = fromBinary(telemetry.TelemetrySchema, data);
    expect(message.runId).toBe(runId);
    expect(message.content.case).toBe('sample');
    socket.close();
    await once(socket, 'close');
  });

  it('set properties live, pause and resume', async () => {
    const runId = await start(ENDLESS_DOCUMENT);
    const events = watch(runId);
    await reaches(events, 'playing');
    const set = { runId, element: 'source', property: 'pattern' };
    expect(await server.api.runs.setProperty.mutate({ ...set, value: 'snow' })).toEqual({
      value: 'snow',
    });
    const unknown = server.api.runs.setProperty.mutate({ ...set, element: 'nobody', value: 1 });
    await expect(unknown).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
    await server.api.runs.pause.mutate({ runId });
    await reaches(events, 'paused');
    await server.api.runs.resume.mutate({ runId });
    await server.api.runs.stop.mutate({ runId });
    const late = server.api.runs.pause.mutate({ runId });
    await expect(late).rejects.toMatchObject({ data: { code: 'PRECONDITION_FAILED' } });
  });

  it('are refused with every diagnostic when the rules find errors', async () => {
    const text = ENDLESS_DOCUMENT.replace('is-live: true', 'is-live: true, no-such-thing: 1');
    const error = (await start(text).catch(
      (reason: unknown) => reason,
    )) as TRPCClientError<AppRouter>;
    expect(error.data).toMatchObject({ code: 'BAD_REQUEST', httpStatus: 400 });
    expect(error.data?.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'unknown-property',
        severity: 'error',
        place: expect.objectContaining({ element: 'source', property: 'no-such-thing' }),
      }),
    );
    expect(await server.api.runs.list.query()).toEqual([]);
    expect(await readdir(join(server.workspace, 'runs'))).toEqual([]);
  });

  it('are refused with the line when the document can not be read', async () => {
    const error = (await start('formatVersion: 1\nname: [\n').catch(
      (reason: unknown) => reason,
    )) as TRPCClientError<AppRouter>;
    expect(error.data?.diagnostics?.[0]).toMatchObject({
      severity: 'error',
      place: { line: expect.any(Number) },
    });
  });

  it('are refused when a parameter does not fit', async () => {
    const error = (await start(SHORT_DOCUMENT, { frames: 'many' }).catch(
      (reason: unknown) => reason,
    )) as TRPCClientError<AppRouter>;
    expect(error.message).toContain('frames');
    expect(error.data?.code).toBe('BAD_REQUEST');
  });

  it('fail with the signal when their runner is killed, and the server goes on', async () => {
    const runId = await start(ENDLESS_DOCUMENT);
    const events = watch(runId);
    await reaches(events, 'playing');
    process.kill(await runnerOf(process.pid), 'SIGKILL');
    const failed = await reaches(events, 'failed');
    expect(failed.problems).toEqual([
      expect.objectContaining({
        code: 'runner-died',
        message: expect.stringContaining('SIGKILL'),
      }),
    ]);
    const next = watch(await start(SHORT_DOCUMENT));
    await reaches(next, 'finished');
  });

  it('refuse previews of pads that they do not have', async () => {
    const runId = await start(ENDLESS_DOCUMENT);
    await reaches(watch(runId), 'playing');
    const signals = new Received();
    server.api.preview.onSignal.subscribe({ runId, padIndex: 7, stream: -1 }, signals.handlers);
    expect(await signals.error()).toMatchObject({ data: { code: 'NOT_FOUND' } });
    const unknown = server.api.preview.answer.mutate({ runId: 'x', viewerId: 'v', sdp: 's' });
    await expect(unknown).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
  });

  it('give no run a chance to outlive the server', async () => {
    const runId = await start(ENDLESS_DOCUMENT);
    await reaches(watch(runId), 'playing');
    await server.app.close();
    expect(server.app.runs.get(runId).state).toBe('finished');
    await expect(runnerOf(process.pid)).rejects.toThrow('no runner');
  });
});

/** The newest runner process among the children of a process. */
async function runnerOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  for (const child of children.trim().split(' ').reverse()) {
    const name = await readFile(`/proc/${child}/comm`, 'utf8').catch(() => '');
    if (name.startsWith('pipewright-runn')) {
      return Number(child);
    }
  }
  throw new Error(`no runner among the children of ${pid}.`);
}
