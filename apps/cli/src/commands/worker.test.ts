import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine, type StartedCommand, startCommand } from '../testing/command.ts';
import { endless, short, withErrors } from '../testing/documents.ts';
import { RUN_QUEUE, type RunJob, STOP_CHANNEL } from '../worker/run-job.ts';

/** Starting node and a runner takes its time on a busy machine. */
const timeoutMillis = 60_000;

describe('worker', () => {
  let server: ChildProcess;
  let port = 0;
  let queue: Queue<RunJob>;
  let events: QueueEvents;
  const workers: StartedCommand[] = [];

  beforeAll(async () => {
    port = await freePort();
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '']);
    const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
    queue = new Queue(RUN_QUEUE, { connection });
    events = new QueueEvents(RUN_QUEUE, { connection });
    queue.on('error', () => undefined);
    events.on('error', () => undefined);
    await queue.waitUntilReady();
    await events.waitUntilReady();
  }, timeoutMillis);

  afterEach(async () => {
    for (const { child, finished } of workers.splice(0)) {
      child.kill('SIGINT');
      await finished;
    }
    await queue.obliterate({ force: true });
  }, timeoutMillis);

  afterAll(async () => {
    await events.close();
    await queue.close();
    const ended = once(server, 'close');
    server.kill();
    await ended;
  }, timeoutMillis);

  const redis = () => `redis://127.0.0.1:${port}`;

  /** Resolves when the worker takes jobs. */
  async function startWorker(...options: string[]): Promise<StartedCommand> {
    const worker = startCommand(['worker', '--redis', redis(), ...options]);
    workers.push(worker);
    await new Promise<void>((resolve, reject) => {
      worker.child.stdout?.on('data', (text) => String(text).includes('Taking runs') && resolve());
      worker.finished.then(({ stderr }) => reject(new Error(stderr)), reject);
    });
    return worker;
  }

  it('runs what is in the queue, and tells how it went', { timeout: timeoutMillis }, async () => {
    await startWorker();
    const job = await queue.add('run', { document: short, folder: '/', parameters: { frames: 9 } });
    const result = await job.waitUntilFinished(events);
    expect(result).toMatchObject({ state: 'finished', host: expect.any(String) });
  });

  it('stops a run that is asked to, with EOS', { timeout: timeoutMillis }, async () => {
    await startWorker();
    const progressed = once(events, 'progress');
    const job = await queue.add('run', { document: endless, folder: '/' });
    await progressed;
    const client = new Redis(redis());
    await client.publish(STOP_CHANNEL, job.id ?? '');
    expect(await job.waitUntilFinished(events)).toMatchObject({ state: 'finished' });
    client.disconnect();
  });

  it('fails for good what no host can run, with the reason', {
    timeout: timeoutMillis,
  }, async () => {
    await startWorker();
    const attempts = { attempts: 3 };
    const faulty = await queue.add('run', { document: withErrors, folder: '/' }, attempts);
    await expect(faulty.waitUntilFinished(events)).rejects.toThrow(/no-such-thing/);
    const nonsense = await queue.add('run', { folder: '/' } as never, attempts);
    await expect(nonsense.waitUntilFinished(events)).rejects.toThrow(/"document"/);
    expect((await queue.getJob(nonsense.id ?? ''))?.attemptsMade).toBe(1);
  });

  it('leaves a job to a host that has its labels', { timeout: timeoutMillis }, async () => {
    await startWorker('--label', 'gpu=none');
    const job = await queue.add('run', { document: short, folder: '/', requires: { gpu: 'l4' } });
    await new Promise((resolve) => events.once('delayed', resolve));
    await startWorker('--label', 'gpu=l4');
    expect(await job.waitUntilFinished(events)).toMatchObject({ state: 'finished' });
  });

  it('ends after the run at work at the first Ctrl-C, and gives it away at the second', {
    timeout: timeoutMillis,
  }, async () => {
    const worker = await startWorker();
    const progressed = once(events, 'progress');
    const job = await queue.add('run', { document: endless, folder: '/' });
    await progressed;
    worker.child.kill('SIGINT');
    const failed = job.waitUntilFinished(events);
    // The second is heard once the first was.
    const again = setInterval(() => worker.child.kill('SIGINT'), 200);
    await expect(failed).rejects.toThrow(/shut down/);
    clearInterval(again);
    expect((await worker.finished).exitCode).toBe(0);
  });

  it('says so when there is no Redis, or the call is wrong', {
    timeout: timeoutMillis,
  }, async () => {
    const nobody = await runCommandLine(['worker', '--redis', 'redis://127.0.0.1:1']);
    expect(nobody.exitCode).toBe(3);
    expect(nobody.stderr).toContain("127.0.0.1:1 can't be reached");
    for (const args of [[], ['--redis', 'localhost'], ['--redis', redis(), '--label', 'x']]) {
      expect((await runCommandLine(['worker', ...args])).exitCode).toBe(2);
    }
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('The probe has no port.');
  }
  return address.port;
}
