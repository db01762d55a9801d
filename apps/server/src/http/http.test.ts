import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('the HTTP side', () => {
  let root: string;
  let server: TestServer;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'pipewright-root-'));
    server = await startTestServer({ root });
  });
  afterEach(async () => {
    await server.close();
    await rm(root, { recursive: true });
  });

  async function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const sent = request({ host: '127.0.0.1', port: server.port, path, headers });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return {
      status: response.statusCode,
      headers: response.headers,
      body: await text(response),
    };
  }

  it('says that it is well', async () => {
    const { status, body } = await get('/healthz');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ status: 'ok' });
  });

  it('tells what to do while the editor is not built', async () => {
    const { status, body } = await get('/');
    expect(status).toBe(503);
    expect(body).toContain('npm start');
  });

  it('serves the editor: assets to keep, the page anew, and the page for its own paths', async () => {
    const dist = join(root, 'apps/web/dist');
    await mkdir(join(dist, 'assets'), { recursive: true });
    await writeFile(join(dist, 'index.html'), '<title>Editor</title>');
    await writeFile(join(dist, 'assets/main-1a2b.js'), 'run()');
    const page = await get('/');
    expect(page.body).toContain('Editor');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect((await get('/pipelines/some-path')).body).toContain('Editor');
    const asset = await get('/assets/main-1a2b.js');
    expect(asset.body).toBe('run()');
    expect(asset.headers['cache-control']).toContain('immutable');
    expect((await get('/assets/gone.js')).status).toBe(404);
    expect((await get('/../../../../etc/passwd')).body).not.toContain('root:');
    expect((await get('/%2e%2e/%2e%2e/%2e%2e/package.json')).body).not.toContain('version');
  });

  it('is of no use to foreign names and foreign pages', async () => {
    const evil = await get('/trpc/documents.list', { host: `evil.example:${server.port}` });
    expect(evil.status).toBe(403);
    const origin = 'http://evil.example';
    expect((await get('/trpc/documents.list', { origin })).status).toBe(403);
    expect((await get('/healthz', { host: `localhost:${server.port}` })).status).toBe(200);
    const own = { origin: server.url };
    expect((await get('/trpc/documents.list', own)).status).toBe(200);
    for (const path of ['/telemetry', '/trpc']) {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { origin });
      const [error] = (await once(socket, 'error')) as [Error];
      expect(error.message).toContain('403');
    }
  });

  it('closes a telemetry socket that speaks nonsense', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/telemetry`);
    await once(socket, 'open');
    socket.send('{"kind":"subscribe"}');
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1003);
  });

  it('says why nothing can be run where no runner is built', async () => {
    const environment = { ...process.env, PIPEWRIGHT_RUNNER: join(root, 'no-runner') };
    const other = await startTestServer({ root, environment });
    try {
      const info = await other.api.server.info.query();
      expect(info.runtime).toBeUndefined();
      expect(info.problem).toContain('no-runner');
      expect(await other.api.catalogue.registry.query()).toBeNull();
      const start = other.api.runs.start.mutate({ text: '', parameters: {} });
      await expect(start).rejects.toThrow('no-runner');
    } finally {
      await other.close();
    }
  });

  it('gives no stack to clients', async () => {
    const { body } = await get('/trpc/documents.open?input=%7B%22path%22%3A1%7D');
    expect(JSON.parse(body).error.data).toMatchObject({ code: 'BAD_REQUEST' });
    expect(body).not.toContain('.ts:');
  });
});
