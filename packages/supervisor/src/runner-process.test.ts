import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runnerEnvironment } from './locate.ts';
import { RunnerClient } from './runner-client.ts';
import { RunnerStartError } from './runner-errors.ts';
import { describeExit, RunnerProcess, type RunnerProcessOptions } from './runner-process.ts';
import { requireRunner } from './testing/real-runner.ts';

describe('RunnerProcess', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pipewright-process-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  function options(changes: Partial<RunnerProcessOptions> = {}): RunnerProcessOptions {
    const installation = requireRunner();
    return {
      binary: installation.binary,
      folder,
      environment: runnerEnvironment(installation, process.env),
      readyTimeoutMillis: 30_000,
      ...changes,
    };
  }

  /** A program that stands where a runner should be. */
  async function script(text: string): Promise<string> {
    const path = join(folder, 'script.sh');
    await writeFile(path, `#!/bin/sh\n${text}\n`);
    await chmod(path, 0o755);
    return path;
  }

  it('is ready with what the runner says of itself, and ends cleanly with its channel', async () => {
    const runner = await RunnerProcess.start(options());
    expect(runner.ready.pid).toBe(runner.pid);
    expect(runner.ready.gstreamerVersion).toMatch(/\d+\.\d+/);
    runner.channel.close();
    expect(await runner.ended()).toEqual({ code: 0, signal: null });
    expect(runner.wasSignalled).toBe(false);
    expect(await runner.close(1000)).toEqual({ code: 0, signal: null });
  });

  it('tells how a killed process ended, and rejects what was asked of it', async () => {
    const runner = await RunnerProcess.start(options());
    process.kill(runner.ready.pid, 'SIGSTOP');
    const request = new RunnerClient(runner.channel).play();
    process.kill(runner.ready.pid, 'SIGKILL');
    await expect(request).rejects.toThrow('channel is closed');
    const exit = await runner.ended();
    expect(describeExit(exit)).toBe('was killed by SIGKILL (signal 9)');
  });

  it('says so when there is no such program', async () => {
    const binary = join(folder, 'absent');
    const start = RunnerProcess.start(options({ binary }));
    await expect(start).rejects.toThrow(RunnerStartError);
    await expect(start).rejects.toThrow(binary);
  });

  it('shows what a program printed that ended before it was ready', async () => {
    const binary = await script('echo "libfoo.so: cannot open" >&2; exit 42');
    const start = RunnerProcess.start(options({ binary }));
    await expect(start).rejects.toThrow('exit code 42 (wrong arguments) before it was ready');
    await expect(start).rejects.toThrow('libfoo.so: cannot open');
  });

  it('gives up on a program that never gets ready, and leaves no process', async () => {
    const binary = await script('echo $$ > pid; sleep 1000');
    const start = RunnerProcess.start(options({ binary, readyTimeoutMillis: 300 }));
    await expect(start).rejects.toThrow('not ready within 300 ms');
  });

  it('ends a process that ignores its channel and SIGTERM', async () => {
    // Says "ready" as a runner does (a notification with an empty Ready), then hears nothing.
    const frame = '\\005\\000\\000\\000\\001\\022\\002\\012\\000';
    const binary = await script(
      `trap '' TERM; printf '${frame}' >&4; while true; do sleep 0.05; done`,
    );
    const stubborn = await RunnerProcess.start(options({ binary }));
    const exit = await stubborn.close(100);
    expect(exit.signal).toBe('SIGKILL');
    expect(stubborn.wasSignalled).toBe(true);
  });

  it('passes lines on from the first', async () => {
    const binary = await script('echo one; echo two >&2; exit 1');
    const lines: string[] = [];
    const start = RunnerProcess.start(options({ binary }), (stream, text) =>
      lines.push(`${stream}: ${text}`),
    );
    await expect(start).rejects.toThrow(RunnerStartError);
    expect(lines.sort()).toEqual(['stderr: two', 'stdout: one']);
  });
});
