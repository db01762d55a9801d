import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENDLESS_DOCUMENT } from './testing/documents.ts';
import type { AppRouter } from './trpc/app-router.ts';

const MAIN = join(import.meta.dirname, '../dist/main.js');

/** The bundled server as a process, as `npm start` runs it. */
class ServerProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
  errors = '';

  constructor(environment: Readonly<Record<string, string>>) {
    if (!existsSync(MAIN)) {
      throw new Error(`${MAIN} is missing: "npm test" bundles the server before its tests.`);
    }
    this.child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, PIPEWRIGHT_LOG_LEVEL: 'warn', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.errors += chunk;
    });
    this.ended = once(this.child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  }

  /** The address of the ready server. */
  async ready(): Promise<string> {
    const lines = createInterface({ input: this.child.stdout as NodeJS.ReadableStream });
    const line = (await Promise.race([
      once(lines, 'line').then(([text]) => text as string),
      this.ended.then(() => ''),
    ])) as string;
    const url = /^Pipewright is ready at (http:\S+)$/.exec(line)?.[1];
    if (url === undefined) {
      throw new Error(`The server did not get ready: ${line}${this.errors}`);
    }
    return url;
  }
}

describe('the server process', () => {
  let workspace: string;
  let servers: ServerProcess[];
  beforeEach(async () => {
    workspace = join(await mkdtemp(join(tmpdir(), 'pipewright-main-')), 'workspace');
    servers = [];
  });
  afterEach(async () => {
    for (const { child, ended } of servers) {
      child.kill('SIGKILL');
      await ended;
    }
    await rm(join(workspace, '..'), { recursive: true });
  });

  function start(environment: Readonly<Record<string, string>> = {}): ServerProcess {
    const server = new ServerProcess({
      PIPEWRIGHT_PORT: '0',
      PIPEWRIGHT_WORKSPACE: workspace,
      ...environment,
    });
    servers.push(server);
    return server;
  }

  /** Starts a run and resolves with its runner's process id once it plays. */
  async function play(server: ServerProcess, url: string): Promise<number> {
    const api: TRPCClient<AppRouter> = createTRPCClient({
      links: [httpLink({ url: `${url}/trpc` })],
    });
    const { runId } = await api.runs.start.mutate({ text: ENDLESS_DOCUMENT, parameters: {} });
    while ((await api.runs.get.query({ runId })).state === 'starting') {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect((await api.runs.get.query({ runId })).state).toBe('playing');
    const pid = server.child.pid ?? 0;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    for (const child of children.trim().split(' ')) {
      if ((await readFile(`/proc/${child}/comm`, 'utf8')).startsWith('pipewright-runn')) {
        return Number(child);
      }
    }
    throw new Error('The run has no runner process.');
  }

  it('copies the samples on first start, and only then', async () => {
    const first = start();
    const url = await first.ready();
    const api: TRPCClient<AppRouter> = createTRPCClient({
      links: [httpLink({ url: `${url}/trpc` })],
    });
    const entries = await api.documents.list.query();
    expect(entries.map((entry) => entry.path)).toContain('pipelines/four-cameras.pipeline.yaml');
    expect(await readdir(join(workspace, 'media'))).toContain('junction.mp4');
    expect(await readdir(join(workspace, 'models'))).toContain('traffic');
    await rm(join(workspace, 'pipelines/four-cameras.pipeline.yaml'));
    first.child.kill('SIGTERM');
    expect(await first.ended).toEqual([0, null]);
    await start().ready();
    expect(await readdir(join(workspace, 'pipelines'))).not.toContain('four-cameras.pipeline.yaml');
  });

  it('stops its runs before it goes', async () => {
    const server = start();
    const runner = await play(server, await server.ready());
    server.child.kill('SIGINT');
    expect(await server.ended).toEqual([0, null]);
    expect(existsSync(`/proc/${runner}`)).toBe(false);
  });

  it('leaves no runner when it is killed', async () => {
    const server = start();
    const runner = await play(server, await server.ready());
    server.child.kill('SIGKILL');
    await server.ended;
    while (await isAlive(runner)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('says which port is taken and how to choose another', async () => {
    const port = new URL(await start().ready()).port;
    const second = start({ PIPEWRIGHT_PORT: port });
    expect((await second.ended)[0]).toBe(1);
    expect(second.errors).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(second.errors).toContain('PIPEWRIGHT_PORT=');
  });

  it('names the variable that it can not use', async () => {
    const server = start({ PIPEWRIGHT_PORT: 'http' });
    expect((await server.ended)[0]).toBe(1);
    expect(server.errors).toContain('PIPEWRIGHT_PORT must be a port number');
    expect(server.errors).toContain('"http"');
  });
});

/** False for a process that has ended and only waits to be reaped. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !stat.includes(') Z ');
}
