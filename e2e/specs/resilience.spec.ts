import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { startServer } from '../support/processes.ts';
import { mutate, query } from '../support/server-api.ts';
import { withFolder } from '../support/workspace.ts';

const endless = `formatVersion: 1
name: Endless
target: { platform: dgpu, deepstream: "9.1" }
elements:
  source: { factory: videotestsrc, properties: { is-live: true } }
  sink: { factory: fakesink }
links:
  - source.src -> sink.sink
`;

interface Run {
  readonly state: string;
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
  }[];
}

/** Process ids of the runners that a process has started. */
function runnersOf(parentPid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [, , parent] = stat.slice(stat.lastIndexOf(')')).split(' ');
        return Number(parent) === parentPid && stat.includes('(pipewright-runn');
      } catch {
        return false; // it ended while we looked
      }
    })
    .map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

async function startPlaying(url: string): Promise<string> {
  const { runId } = await mutate<{ runId: string }>(url, 'runs.start', {
    text: endless,
    parameters: {},
  });
  await expect
    .poll(async () => (await query<Run>(url, 'runs.get', { runId })).state)
    .toBe('playing');
  return runId;
}

test('killing the runner fails its run with the reason, and the server goes on', async () => {
  await withFolder(async (workspace) => {
    const server = await startServer(workspace);
    try {
      const serverPid = server.process.pid ?? 0;
      const runId = await startPlaying(server.url);
      const [runner] = runnersOf(serverPid);
      expect(runner).toBeDefined();
      process.kill(runner ?? 0, 'SIGKILL');
      await expect
        .poll(async () => (await query<Run>(server.url, 'runs.get', { runId })).state)
        .toBe('failed');
      const { problems } = await query<Run>(server.url, 'runs.get', { runId });
      expect(problems).toContainEqual(
        expect.objectContaining({
          code: 'runner-died',
          message: expect.stringContaining('SIGKILL'),
        }),
      );
      const next = await startPlaying(server.url);
      await mutate(server.url, 'runs.stop', { runId: next });
      await expect
        .poll(async () => (await query<Run>(server.url, 'runs.get', { runId: next })).state)
        .toBe('finished');
    } finally {
      await server.stop();
    }
  });
});

test('killing the server leaves no runner behind', async () => {
  await withFolder(async (workspace) => {
    const server = await startServer(workspace);
    try {
      await startPlaying(server.url);
      const runners = runnersOf(server.process.pid ?? 0);
      expect(runners.length).toBeGreaterThan(0);
      server.process.kill('SIGKILL');
      await expect.poll(() => runners.filter(isAlive)).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});
