import { spawnSync } from 'node:child_process';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommandLine, startCommand } from '../testing/command.ts';
import { endless, HEAD, short, withErrors } from '../testing/documents.ts';
import { useScratchFolder } from '../testing/scratch-folder.ts';

const scratch = useScratchFolder();
const file = scratch.file;

describe('run', () => {
  it('runs to the end and sums up', async () => {
    const args = ['run', '-', '--json', '--param', 'frames=50'];
    const { exitCode, stdout, stderr } = await runCommandLine(args, { input: short });
    expect([exitCode, stderr]).toEqual([0, '']);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({
      state: 'finished',
      frames: 50,
      fps: { camera: expect.any(Number) },
      objects: {},
      latencyMs: { p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) },
      dropped: 0,
      errors: [],
    });
    expect(summary.fps.camera).toBeGreaterThan(0);
    expect(['deepstream', 'standin']).toContain(summary.runtime);
  });

  it('stops after the time asked for', async () => {
    const { exitCode, stdout } = await runCommandLine(['run', '-', '--for', '300ms', '--json'], {
      input: endless,
    });
    expect(exitCode).toBe(0);
    const summary = JSON.parse(stdout);
    expect(summary.state).toBe('finished');
    expect(summary.seconds).toBeGreaterThanOrEqual(0.3);
  });

  it('ends with EOS at the first Ctrl-C, so that files are whole', async () => {
    const output = join(scratch.path, 'out.mkv');
    const path = await file(recording(output));
    const { child, finished } = startCommand(['run', path, '--json']);
    await whenWritten(output);
    child.kill('SIGINT');
    const { exitCode, stdout, stderr } = await finished;
    expect(exitCode, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'finished', errors: [] });
    // Matroska's index of cues is written at EOS only.
    const cues = Buffer.from([0x1c, 0x53, 0xbb, 0x6b]);
    expect((await readFile(output)).includes(cues)).toBe(true);
  });

  it('is killed by a second Ctrl-C', async () => {
    // Holds EOS back for ever: nobody reads what comes out of the pipe.
    const pipe = join(scratch.path, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const path = await file(`${HEAD}elements:
  camera: { factory: videotestsrc, properties: { is-live: true } }
  sink: { factory: filesink, properties: { location: ${pipe}, buffer-mode: unbuffered } }
links:
  - camera.src -> sink.sink
`);
    const { child, finished } = startCommand(['run', path, '--json']);
    // Opened so that the sink can open it, and read until data comes: the pipeline plays.
    const reader = await open(pipe, 'r');
    await reader.read(Buffer.alloc(1));
    child.kill('SIGINT');
    // Far apart enough not to be one signal, and within the time that EOS is given.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    child.kill('SIGINT');
    const { exitCode, stdout, stderr } = await finished;
    await reader.close();
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).state).toBe('failed');
    const kept = /are in (\S+)/.exec(stderr)?.[1] ?? '';
    await rm(kept, { recursive: true });
  });

  it('names the signal when its runner is killed', async () => {
    const output = join(scratch.path, 'out.mkv');
    const path = await file(recording(output));
    const { child, finished } = startCommand(['run', path, '--json']);
    await whenWritten(output);
    process.kill(await runnerOf(child.pid ?? 0), 'SIGKILL');
    const { exitCode, stdout, stderr } = await finished;
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).errors).toEqual([
      expect.objectContaining({
        code: 'runner-died',
        message: expect.stringContaining('SIGKILL'),
      }),
    ]);
    await rm(/are in (\S+)/.exec(stderr)?.[1] ?? '', { recursive: true });
  });

  it('does not run what has errors', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['run', '-'], {
      input: withErrors,
    });
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('no-such-thing');
  });

  it('tells wrong parameters and unreadable documents from runs that fail', async () => {
    const wrong = await runCommandLine(['run', '-', '--param', 'frames=x'], { input: short });
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('frames');
    const unknown = await runCommandLine(['run', '-', '--param', 'fps=1'], { input: short });
    expect(unknown.exitCode).toBe(2);
    const broken = await runCommandLine(['run', '-'], { input: 'formatVersion: 1\nname: [\n' });
    expect(broken.exitCode).toBe(2);
    expect(broken.stderr).toMatch(/^-:\d+:\d+: error: /);
  });

  it('fails with the element that failed, and keeps the log', async () => {
    await writeFile(join(scratch.path, 'noise.mp4'), 'no video');
    const path = await file(`${HEAD}elements:
  file: { factory: filesrc, properties: { location: noise.mp4 } }
  demux: { factory: qtdemux }
  sink: { factory: fakesink }
links:
  - file.src -> demux.sink
  - demux.video_%u -> sink.sink
`);
    const { exitCode, stdout, stderr } = await runCommandLine(['run', path, '--json']);
    expect(exitCode, stderr).toBe(3);
    const summary = JSON.parse(stdout);
    expect(summary.state).toBe('failed');
    expect(summary.errors).toContainEqual(expect.objectContaining({ element: 'demux' }));
    const kept = /are in (\S+)/.exec(stderr)?.[1] ?? '';
    expect(await readFile(join(kept, 'run.log'), 'utf8')).toContain('demux');
    await rm(kept, { recursive: true });
  });

  it('says so when there is no runner', async () => {
    const environment = { PIPEWRIGHT_RUNNER: join(scratch.path, 'absent') };
    const { exitCode, stderr } = await runCommandLine(['run', '-'], {
      input: short,
      environment,
    });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('absent');
  });
});

/** Writes a file until it is stopped. */
function recording(output: string): string {
  return `${HEAD}elements:
  camera: { factory: videotestsrc, properties: { is-live: true } }
  mux: { factory: matroskamux }
  sink: { factory: filesink, properties: { location: ${output} } }
links:
  - camera.src -> mux.video_%u
  - mux.src -> sink.sink
`;
}

/** Resolves when there is data in the file: the pipeline plays. */
async function whenWritten(path: string): Promise<void> {
  while ((await readFile(path).catch(() => Buffer.alloc(0))).length < 10_000) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The runner among the children of a process, once it is there. */
async function runnerOf(pid: number): Promise<number> {
  while (true) {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    for (const child of children.trim().split(' ').filter(Boolean)) {
      const name = await readFile(`/proc/${child}/comm`, 'utf8').catch(() => '');
      if (name.startsWith('pipewright-runn')) {
        return Number(child);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
