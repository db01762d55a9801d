/** One runner process: start, ready handshake, end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { runner } from '@pipewright/protocol';
import { LineSplitter } from './line-splitter.ts';
import { RunnerChannel } from './runner-channel.ts';
import { RunnerStartError } from './runner-errors.ts';

export interface RunnerProcessOptions {
  readonly binary: string;
  readonly folder: string;
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readyTimeoutMillis: number;
}

/** How a process ended: exactly one of the two is set. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

interface ProcessEvents {
  line: [stream: 'stdout' | 'stderr', text: string];
}

/** Meaning of the runner's own exit codes: see the protocol's README. */
const EXIT_MEANINGS: Readonly<Record<number, string>> = {
  40: 'an internal failure',
  41: 'a failure of its channel',
  42: 'wrong arguments',
};

/** A sentence's end that says how the process ended, e.g. `was killed by SIGKILL (signal 9)`. */
export function describeExit(exit: ProcessExit): string {
  if (exit.signal !== null) {
    const number = constants.signals[exit.signal];
    const verb = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE'].includes(exit.signal)
      ? 'crashed with'
      : 'was killed by';
    return `${verb} ${exit.signal} (signal ${number})`;
  }
  const meaning = EXIT_MEANINGS[exit.code ?? -1];
  return `ended with exit code ${exit.code}${meaning === undefined ? '' : ` (${meaning})`}`;
}

/** A started process whose `Ready` has arrived. It ends when its channel closes. */
export class RunnerProcess extends EventEmitter<ProcessEvents> {
  readonly channel: RunnerChannel;
  readonly #child: ChildProcess;
  readonly #ended: Promise<ProcessExit>;
  #ready: runner.Ready | undefined;
  #wasSignalled = false;

  private constructor(child: ChildProcess) {
    super();
    this.#child = child;
    const pipes = child.stdio as unknown as [null, Readable, Readable, Writable, Readable];
    this.channel = new RunnerChannel(pipes[3], pipes[4]);
    this.#forwardLines('stdout', pipes[1]);
    this.#forwardLines('stderr', pipes[2]);
    this.#ended = this.#watchEnd();
  }

  /** What the runner said of itself. */
  get ready(): runner.Ready {
    if (this.#ready === undefined) {
      throw new Error('The runner process is not ready yet.');
    }
    return this.#ready;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether we had to end it by a signal. */
  get wasSignalled(): boolean {
    return this.#wasSignalled;
  }

  /**
   * Starts a runner and waits for its `Ready`. `onLine` gets its output from the very first line.
   * Rejects with RunnerStartError, which holds the last lines printed; no process is left then.
   */
  static async start(
    options: RunnerProcessOptions,
    onLine: (stream: 'stdout' | 'stderr', text: string) => void = () => {},
  ): Promise<RunnerProcess> {
    const child = spawn(options.binary, [], {
      cwd: options.folder,
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      // Its own process group: Ctrl-C in a terminal is for us to turn into an orderly stop.
      detached: true,
    });
    if (child.pid === undefined) {
      const [error] = (await once(child, 'error')) as [Error];
      throw new RunnerStartError(`The runner ${options.binary} can't be started: ${error.message}`);
    }
    const started = new RunnerProcess(child);
    const lastLines: string[] = [];
    const keepLine = (_stream: string, text: string) => {
      lastLines.push(text);
      if (lastLines.length > 20) {
        lastLines.shift();
      }
    };
    started.on('line', onLine);
    started.on('line', keepLine);
    try {
      started.#ready = await started.#waitUntilReady(options.readyTimeoutMillis);
    } catch (error) {
      await started.kill();
      const reason = error instanceof Error ? error.message : String(error);
      const output = lastLines.length === 0 ? '' : ` Its last output:\n${lastLines.join('\n')}`;
      throw new RunnerStartError(`The runner ${options.binary} ${reason}.${output}`);
    } finally {
      started.off('line', keepLine);
    }
    return started;
  }

  /** Resolves when the process has ended, after its last line and its channel's last message. */
  ended(): Promise<ProcessExit> {
    return this.#ended;
  }

  /**
   * Ends the process: closes the channel and waits, then SIGTERM and waits, then SIGKILL. Resolves
   * with how it ended. May be called again.
   */
  async close(graceMillis: number): Promise<ProcessExit> {
    this.channel.close();
    if (await this.#endsWithin(graceMillis)) {
      return this.#ended;
    }
    this.#signal('SIGTERM');
    if (await this.#endsWithin(graceMillis)) {
      return this.#ended;
    }
    return this.kill();
  }

  /** SIGKILL, at once. */
  kill(): Promise<ProcessExit> {
    this.#signal('SIGKILL');
    this.channel.close();
    return this.#ended;
  }

  /** To the process and to what it may have started: it leads a process group of its own. */
  #signal(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) {
      return;
    }
    this.#wasSignalled = true;
    try {
      process.kill(-pid, signal);
    } catch (error) {
      // It ended just now: that is what the signal was for.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
        throw error;
      }
    }
  }

  #forwardLines(name: 'stdout' | 'stderr', stream: Readable): void {
    const splitter = new LineSplitter((line) => this.emit('line', name, line));
    stream.on('data', (chunk: Buffer) => splitter.push(chunk));
    stream.once('end', () => splitter.end());
  }

  async #watchEnd(): Promise<ProcessExit> {
    const channelClosed = new Promise((resolve) => this.channel.once('close', resolve));
    // 'close' comes after the ends of stdout and stderr, 'exit' may come before.
    const [code, signal] = (await once(this.#child, 'close')) as [
      number | null,
      NodeJS.Signals | null,
    ];
    if (!this.channel.isClosed) {
      await channelClosed;
    }
    return { code, signal };
  }

  #waitUntilReady(timeoutMillis: number): Promise<runner.Ready> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`was not ready within ${timeoutMillis} ms`)),
        timeoutMillis,
      );
      this.channel.once('notification', (event) => {
        clearTimeout(timer);
        if (event.case === 'ready') {
          resolve(event.value);
        } else {
          reject(new Error(`began with "${event.case}" instead of "ready"`));
        }
      });
      void this.#ended.then((exit) => {
        clearTimeout(timer);
        reject(new Error(`${describeExit(exit)} before it was ready`));
      });
    });
  }

  async #endsWithin(millis: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeOut = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), millis);
    });
    const ended = await Promise.race([this.#ended.then(() => true as const), timeOut]);
    clearTimeout(timer);
    return ended;
  }
}
