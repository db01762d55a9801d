import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '../control/actions.ts';
import { HEAD } from '../testing/documents.ts';
import { useScratchFolder } from '../testing/scratch-folder.ts';
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';
import { type Called, callInProcess } from '../testing/terminal.ts';

/** Twenty seconds. */
const RECORDED = `${HEAD}elements:
  source: { factory: videotestsrc, properties: { num-buffers: 500 } }
  sink: { factory: fakesink, properties: { sync: true } }
links:
  - { from: source.src, to: sink.sink, caps: "video/x-raw, width=64, height=48, framerate=25/1" }
`;

function cameras(...names: readonly string[]): string {
  const elements = names.map(
    (name) => `  ${name}: { factory: videotestsrc, properties: { is-live: true } }\n`,
  );
  const links = names.map((name, number) => `  - ${name}.src -> mux.sink_${number}\n`);
  return `${HEAD}elements:
  mux: { factory: funnel }
  sink: { factory: fakesink, properties: { sync: false } }
${elements.join('')}links:
  - mux.src -> sink.sink
${links.join('')}`;
}

const scratch = useScratchFolder();
let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess();
});
afterAll(() => server.close());

const succeeded = new Set<string>();

async function control(...args: string[]): Promise<Called> {
  const environment = { PIPEWRIGHT_SERVER: server.url };
  const called = await callInProcess(['control', ...args], environment);
  if (called.exitCode === 0) {
    succeeded.add(args[0] ?? '');
  }
  return called;
}

/** The JSON of an action that has to succeed. */
async function answer<Answer = Record<string, unknown>>(...args: string[]): Promise<Answer> {
  const { exitCode, stdout, stderr } = await control(...args, '--json');
  expect([exitCode, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** Starts a run and waits for a state. */
async function start(text: string): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/runs`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text, runtime: 'standin' }),
  });
  const { runId } = (await response.json()) as { runId: string };
  await reaches(runId, 'playing');
  return runId;
}

/** Follows the run's events until it is in a state. */
async function reaches(runId: string, state: string): Promise<void> {
  const response = await fetch(`${server.url}/api/v1/runs/${runId}/events`);
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (text.includes(`"state":"${state}"`)) {
      return;
    }
  }
  throw new Error(`The run ended before it was ${state}: ${text}`);
}

describe('control', () => {
  it('finds the only live run, moves it and ends it', async () => {
    expect((await control('position')).stderr).toContain('No run is live');
    const runId = await start(RECORDED);
    expect((await control('list')).stdout).toMatch(new RegExp(`^${runId}  playing   Test\n`));
    const early = await control('step');
    expect(early.exitCode).toBe(2);
    expect(early.stderr).toContain('PLAYING');
    await control('pause');
    await reaches(runId, 'paused');
    expect(await answer('seek', '7s')).toMatchObject({ positionMillis: 7000, rate: 1 });
    expect((await control('step', '2')).stdout).toBe('0:07.080 of 0:20.000\n');
    expect(await answer('seek', '--rate', '2')).toMatchObject({ positionMillis: 7080, rate: 2 });
    expect((await control('flush')).stdout).toBe('0:07.080 of 0:20.000, rate 2\n');
    expect(await answer('seek', '0', '--rate', '1')).toMatchObject({ positionMillis: 0 });
    const late = await control('seek', '21s');
    expect([late.exitCode, late.stdout]).toEqual([2, '']);
    expect(late.stderr).toContain('20.000 s');
    await control('resume');
    await reaches(runId, 'playing');
    expect(await answer('position')).toMatchObject({ isSeekable: true });
    expect(await answer('stop')).toMatchObject({ id: runId, state: 'finished' });
  });

  it('looks into a run and changes it', async () => {
    const runId = await start(RECORDED);
    const picture = join(scratch.path, 'now.png');
    const taken = await control('snapshot', 'source.src', '-o', picture);
    expect([taken.stderr, taken.stdout]).toEqual(['', `${picture}\n`]);
    expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG');
    expect((await control('graph')).stdout).toMatch(/^digraph pipeline/);
    const file = join(scratch.path, 'run.dot');
    await control('graph', '-o', file);
    expect(await readFile(file, 'utf8')).toMatch(/^digraph pipeline/);
    expect((await control('set', 'source', 'pattern=ball')).stdout).toBe(
      'source.pattern is ball\n',
    );
    const unknown = await control('set', 'source', 'patern=ball');
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain("'pattern'");
    const set = await control('levels', 'GST_PADS:6,nosuch:5');
    expect(set.stdout).toMatch(/^GST_PADS:6,nosuch:5 .*\nNo category yet is named nosuch\.\n$/);
    expect(await answer('levels', '')).toMatchObject({ thresholds: '' });
    expect(await answer('kill', '--run', runId)).toMatchObject({ id: runId });
  });

  it('takes the sources of a changed document, of the run asked for', async () => {
    const first = await start(cameras('camera0'));
    const second = await start(cameras('camera0'));
    const path = await scratch.file(cameras('camera0', 'camera1'));
    const unclear = await control('update', path);
    expect(unclear.exitCode).toBe(2);
    expect(unclear.stderr).toContain(first);
    expect(unclear.stderr).toContain(second);
    expect((await control('update', path, '--run', first)).stdout).toBe('added: camera1\n');
    const spoilt = await scratch.file('nothing');
    const refused = await control('update', spoilt, '--run', first);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('error: ');
    await control('kill', '--run', first);
    await control('kill', '--run', second);
  });

  it('has every action in its help, and each was seen to work', async () => {
    const { stdout } = await callInProcess(['control', '--help']);
    for (const name of Object.keys(ACTIONS)) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    expect(Object.keys(ACTIONS).filter((name) => !succeeded.has(name))).toEqual([]);
  });

  it('says what is wrong with a call', async () => {
    const calls = [
      [['dance'], 'dance'],
      [[], 'is missing'],
      [['seek'], '--rate'],
      [['seek', 'soon'], 'soon'],
      [['seek', '1s', '--rate', 'fast'], 'fast'],
      [['step', 'x'], 'whole number'],
      [['snapshot', 'source.src'], '-o FILE'],
      [['pause', '--rate', '2'], 'takes no --rate'],
      [['set', 'source', 'pattern'], 'PROPERTY=VALUE'],
      [['pause', 'now'], '--help'],
      [['list', '--server', 'here'], 'http://127.0.0.1:4400'],
    ] as const;
    for (const [args, mention] of calls) {
      const { exitCode, stdout, stderr } = await control(...args);
      expect([exitCode, stdout], args.join(' ')).toEqual([2, '']);
      expect(stderr).toContain(mention);
    }
    const gone = await control('position', '--run', 'nobody');
    expect([gone.exitCode, gone.stdout]).toEqual([2, '']);
    expect(gone.stderr).toContain('nobody');
  });

  it('says where no server answers', async () => {
    const { exitCode, stderr } = await control('list', '--server', 'http://127.0.0.1:1');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('http://127.0.0.1:1/api/v1');
    expect(stderr).toContain('npm start');
  });
});
