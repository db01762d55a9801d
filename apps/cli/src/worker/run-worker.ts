/** Takes runs from the queue on this host. */
import { EventEmitter } from 'node:events';
import { diagnosisText } from '@pipewright/supervisor';
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { problemText } from '../run/run-summary.ts';
import { JobError, type JobHost, type JobRun, startJob } from './execute-job.ts';
import {
  jobProblem,
  RUN_QUEUE,
  type RunJob,
  type RunJobProgress,
  type RunJobResult,
  STOP_CHANNEL,
  suits,
} from './run-job.ts';

/** A job that this host may not take goes back for so long. */
const PASS_ON_MILLIS = 1000;

export interface RunWorkerOptions extends JobHost {
  readonly redisUrl: string;
  readonly hostName: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Runs at the same time. */
  readonly concurrency: number;
}

interface RunWorkerEvents {
  /** The queue can be reached, again after a failure too. */
  connected: [];
  /** Something of the connection failed; it is tried again by itself. */
  trouble: [Error];
  started: [jobId: string];
  ended: [jobId: string, how: string];
}

/** A lost worker's jobs are taken by others: BullMQ finds that their locks are not renewed. */
export class RunWorker extends EventEmitter<RunWorkerEvents> {
  readonly #options: RunWorkerOptions;
  readonly #running = new Map<string, JobRun>();
  readonly #connections: Redis[] = [];
  #worker: Worker<RunJob, RunJobResult> | undefined;
  #isLeaving = false;

  constructor(options: RunWorkerOptions) {
    super();
    this.#options = options;
  }

  /** Rejects when the first connection fails. */
  async start(): Promise<void> {
    const stops = this.#connect();
    try {
      await stops.connect();
    } catch (error) {
      stops.disconnect();
      throw error;
    }
    stops.on('message', (_channel, jobId) => this.#running.get(jobId)?.stop());
    await stops.subscribe(STOP_CHANNEL);
    const connection = this.#connect();
    const worker = new Worker<RunJob, RunJobResult>(
      RUN_QUEUE,
      (job, token) => this.#process(job, token),
      { connection, concurrency: this.#options.concurrency },
    );
    worker.on('error', (error) => this.emit('trouble', error));
    worker.on('ready', () => this.emit('connected'));
    this.#worker = worker;
    await worker.waitUntilReady();
  }

  /** Takes no more jobs, and resolves when those at work are done. */
  async finish(): Promise<void> {
    await this.#worker?.close();
    for (const connection of this.#connections) connection.disconnect();
  }

  /** Sends EOS to all runs; their jobs fail, to be taken by another host. */
  leave(): void {
    this.#isLeaving = true;
    for (const run of this.#running.values()) run.stop();
  }

  #connect(): Redis {
    const connection = new Redis(this.#options.redisUrl, {
      lazyConnect: true,
      // BullMQ waits for as long as it takes.
      maxRetriesPerRequest: null,
      retryStrategy: (times) => (this.#worker === undefined ? null : Math.min(times * 500, 5000)),
    });
    connection.on('error', (error: Error) => this.emit('trouble', error));
    this.#connections.push(connection);
    return connection;
  }

  async #process(job: Job<RunJob, RunJobResult>, token?: string): Promise<RunJobResult> {
    const problem = jobProblem(job.data);
    if (problem !== undefined) {
      throw new UnrecoverableError(problem);
    }
    if (!suits(job.data, this.#options.labels)) {
      await job.moveToDelayed(Date.now() + PASS_ON_MILLIS, token);
      throw new DelayedError();
    }
    const id = job.id ?? '';
    this.emit('started', id);
    try {
      const result = await this.#run(job, id);
      this.emit('ended', id, result.state);
      return result;
    } catch (error) {
      this.emit('ended', id, error instanceof Error ? error.message : String(error));
      throw error instanceof JobError ? new UnrecoverableError(error.message) : error;
    } finally {
      this.#running.delete(id);
    }
  }

  async #run(job: Job<RunJob, RunJobResult>, id: string): Promise<RunJobResult> {
    const { hostName } = this.#options;
    const run = startJob(job.data, this.#options, ({ state, seconds, rates }) => {
      const progress: RunJobProgress = {
        host: hostName,
        state,
        seconds,
        fps: Object.fromEntries(rates.framesPerSecond),
        objectsPerSecond: rates.objectsPerSecond,
      };
      job.updateProgress(progress).catch((error: Error) => this.emit('trouble', error));
    });
    this.#running.set(id, run);
    const { succeeded, summary, problems } = await run.outcome;
    for (const problem of problems) {
      await job.log(`${problem.severity}: ${problemText(problem)}`);
    }
    for (const diagnosis of summary.diagnoses) {
      await job.log(`doctor: ${diagnosisText(diagnosis)}`);
    }
    if (this.#isLeaving) {
      throw new Error(`${hostName} was shut down`);
    }
    if (!succeeded) {
      throw new Error(summary.errors.map(problemText).join('; ') || `the run ${summary.state}`);
    }
    return { ...summary, host: hostName };
  }
}
