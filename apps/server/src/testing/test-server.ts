/** A real server on a free port with a workspace of its own, and clients for it. */
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Environment, findRepositoryRoot } from '@pipewright/supervisor';
import {
  createTRPCClient,
  createWSClient,
  httpLink,
  splitLink,
  type TRPCClient,
  wsLink,
} from '@trpc/client';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { type App, createApp } from '../app.ts';
import type { AppRouter } from '../trpc/app-router.ts';

export interface TestServer {
  readonly app: App;
  readonly url: string;
  readonly port: number;
  /** Absolute. */
  readonly workspace: string;
  /** Queries and mutations by HTTP, subscriptions by WebSocket, as the editor does. */
  readonly api: TRPCClient<AppRouter>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  /** Files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Environment;
  /** Below the repository's root, copied to the same path in the workspace. */
  readonly copies?: Readonly<Record<string, string>>;
  /** Samples, editor and runner are looked for here; the repository by default. */
  readonly root?: string;
}

export function repositoryRoot(): string {
  const root = findRepositoryRoot(import.meta.dirname, {});
  if (root === undefined) {
    throw new Error('The tests run inside the repository.');
  }
  return root;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const parent = await mkdtemp(join(tmpdir(), 'pipewright-server-'));
  const workspace = join(parent, 'workspace');
  // A workspace that is there already gets no samples: tests copy what they need.
  await mkdir(join(workspace, 'pipelines'), { recursive: true });
  for (const [path, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  for (const [from, to] of Object.entries(options.copies ?? {})) {
    await cp(join(repositoryRoot(), from), join(workspace, to), { recursive: true });
  }
  const app = await createApp({
    config: { host: '127.0.0.1', port: 0, workspace, logLevel: 'silent' },
    root: options.root ?? repositoryRoot(),
    environment: options.environment ?? process.env,
    logger: pino({ level: 'silent' }),
  });
  // An idle connection must not be closed just as a test on a busy machine uses it again.
  app.server.keepAliveTimeout = 0;
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const socket = createWSClient({
    url: `ws://127.0.0.1:${port}/trpc`,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    lazy: { enabled: true, closeMs: 0 },
    retryDelayMs: () => 60_000,
  });
  const api = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: wsLink<AppRouter>({ client: socket }),
        false: httpLink<AppRouter>({ url: `${url}/trpc` }),
      }),
    ],
  });
  return {
    app,
    url,
    port,
    workspace,
    api,
    async close() {
      await socket.close();
      await app.close();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

/** What a subscription yields, one by one. */
export class Received<T> {
  readonly all: T[] = [];
  #wake: () => void = () => {};
  #error: unknown;
  #isComplete = false;

  /** For `subscribe(input, received.handlers)`. */
  readonly handlers = {
    onData: (value: T) => {
      this.all.push(value);
      this.#wake();
    },
    onError: (error: unknown) => {
      this.#error = error;
      this.#wake();
    },
    onComplete: () => {
      this.#isComplete = true;
      this.#wake();
    },
  };

  /** The first value that fits, whether it has come already or is still to come. */
  async first<Found extends T>(fits: (value: T) => value is Found): Promise<Found>;
  async first(fits: (value: T) => boolean): Promise<T>;
  async first(fits: (value: T) => boolean): Promise<T> {
    while (true) {
      const found = this.all.find(fits);
      if (found !== undefined) {
        return found;
      }
      await this.#next('what is waited for never came');
    }
  }

  async error(): Promise<unknown> {
    while (this.#error === undefined) {
      await this.#next('there was no error');
    }
    return this.#error;
  }

  async complete(): Promise<void> {
    while (!this.#isComplete) {
      await this.#next('');
    }
  }

  async #next(problem: string): Promise<void> {
    if (this.#error !== undefined) {
      throw this.#error;
    }
    if (this.#isComplete) {
      throw new Error(`The subscription is complete: ${problem}. Got ${JSON.stringify(this.all)}`);
    }
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }
}
