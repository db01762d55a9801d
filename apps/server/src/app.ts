/** Puts the parts together: Express, tRPC, the two WebSockets. Does not listen. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { type Environment, type LocateResult, locateRunner } from '@pipewright/supervisor';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import express, { type ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import manifest from '../package.json' with { type: 'json' };
import type { ServerConfig } from './config.ts';
import { createExchange } from './exchange/exchange.ts';
import { editorFiles } from './http/editor-files.ts';
import { refusalOf } from './http/origin-check.ts';
import { WORKSPACE_FILE_ROUTE, workspaceBytes } from './http/workspace-bytes.ts';
import { ServerMetrics } from './metrics/server-metrics.ts';
import { LiveRegistry } from './registry/live-registry.ts';
import type { RestServices } from './rest/operation.ts';
import { restApi } from './rest/rest-api.ts';
import { RunPreviews } from './runs/run-previews.ts';
import { RunRegistry } from './runs/run-registry.ts';
import { TelemetryHub } from './telemetry/telemetry-hub.ts';
import { appRouter } from './trpc/app-router.ts';
import type { Services } from './trpc/context.ts';
import { DOCUMENT_SUFFIX, DocumentStore } from './workspace/document-store.ts';
import { DocumentWatcher } from './workspace/document-watcher.ts';
import { WorkspaceTextFiles } from './workspace/text-files.ts';
import { WorkspaceFiles } from './workspace/workspace-files.ts';
import { PIPELINES_FOLDER, prepareWorkspace } from './workspace/workspace-folder.ts';
import { workspaceInfo } from './workspace/workspace-info.ts';

/** Largest request body, bytes: a document's text and its layout. */
const MAX_BODY_BYTES = 20 * 1024 * 1024;
const MAX_TELEMETRY_REQUEST_BYTES = 64 * 1024;
/** RFC 6455's "going away". */
const CLOSE_GOING_AWAY = 1001;
const CLOSE_GRACE_MILLIS = 500;
const MAX_SUBSCRIPTION_BYTES = 32 * 1024 * 1024;

export interface AppOptions {
  readonly config: ServerConfig;
  /** The repository's root: samples, the built editor and the built runner lie below it. */
  readonly root: string;
  /** What runner processes inherit. */
  readonly environment: Environment;
  readonly logger: Logger;
}

export interface App {
  /** Not listening yet. */
  readonly server: Server;
  readonly runs: RunRegistry;
  /** Stops every run and closes every connection; resolves when nothing is left. Idempotent. */
  close(): Promise<void>;
}

/** Prepares the workspace and makes a server for it. */
export async function createApp({ config, root, environment, logger }: AppOptions): Promise<App> {
  const { workspace } = config;
  await prepareWorkspace(workspace, join(root, 'examples'), logger);
  const watcher = new DocumentWatcher({
    folder: join(workspace, PIPELINES_FOLDER),
    pathPrefix: `${PIPELINES_FOLDER}/`,
    suffix: DOCUMENT_SUFFIX,
    logger,
  });
  await watcher.start();

  const locate = (): LocateResult => locateRunner(root, environment);
  const registry = new LiveRegistry({ locate, environment, folder: workspace, logger });
  const files = new WorkspaceFiles(workspace);
  const telemetry = new TelemetryHub(logger, (runId) => runs.onTelemetryInterest(runId));
  const runs: RunRegistry = new RunRegistry({
    workspace,
    files,
    registry,
    telemetry,
    locate,
    environment,
    logger,
  });
  const textFiles = new WorkspaceTextFiles(workspace);
  const metrics = new ServerMetrics(runs, manifest.version);
  const services: RestServices = {
    version: manifest.version,
    info: async () => workspaceInfo(manifest.version, workspace, await registry.state()),
    registry: async () => {
      const state = await registry.state();
      return state.ok ? state.registry : null;
    },
    documents: new DocumentStore(workspace, watcher),
    files,
    textFiles,
    runs,
    previews: new RunPreviews(runs, logger),
    exchange: createExchange({
      workspace,
      files,
      textFiles,
      catalogueOf: (target) => registry.catalogue(target),
    }),
    metrics: () => metrics.text(),
  };
  // The first look takes a moment; whoever asks meanwhile waits for this one.
  void registry.state();

  const server = createServer(createHttpHandler({ config, root, services, logger }));
  const sockets = serveWebSockets({ server, config, services, telemetry, logger });
  let closing: Promise<void> | undefined;
  return {
    server,
    runs,
    close() {
      closing ??= (async () => {
        await runs.close();
        watcher.close();
        sockets.close();
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      })();
      return closing;
    },
  };
}

interface HttpParts {
  readonly config: ServerConfig;
  readonly root: string;
  readonly services: RestServices;
  readonly logger: Logger;
}

function createHttpHandler({ config, root, services, logger }: HttpParts): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'SAMEORIGIN');
    response.setHeader('Referrer-Policy', 'no-referrer');
    const refusal = refusalOf(request, config.host);
    if (refusal === undefined) {
      next();
    } else {
      response.status(403).type('text').send(refusal);
    }
  });
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', version: manifest.version });
  });
  app.use(
    '/trpc',
    createExpressMiddleware({
      router: appRouter,
      createContext: () => services,
      maxBodySize: MAX_BODY_BYTES,
      // Long lists of paths do not fit into the address of a GET.
      allowMethodOverride: true,
      onError: ({ error, path }) => logFailure(logger, error, path),
    }),
  );
  app.use(restApi({ services, maxBodyBytes: MAX_BODY_BYTES, logger }));
  app.get(WORKSPACE_FILE_ROUTE, workspaceBytes(config.workspace));
  app.use(editorFiles(join(root, 'apps', 'web', 'dist')));
  app.use((request, response) => {
    response.status(404).type('text').send(`There is nothing at ${request.path}.`);
  });
  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    logger.error({ err: error }, 'request failed');
    if (response.headersSent) {
      next(error);
    } else {
      response.status(500).type('text').send('The server failed to answer; its log says why.');
    }
  };
  app.use(onError);
  return app;
}

interface SocketParts {
  readonly server: Server;
  readonly config: ServerConfig;
  readonly services: Services;
  readonly telemetry: TelemetryHub;
  readonly logger: Logger;
}

function serveWebSockets(parts: SocketParts): { close(): void } {
  const { server, config, services, telemetry, logger } = parts;
  const subscriptions = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_SUBSCRIPTION_BYTES,
  });
  const binary = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_TELEMETRY_REQUEST_BYTES,
    perMessageDeflate: false,
  });
  const trpc = applyWSSHandler({
    wss: subscriptions,
    router: appRouter,
    createContext: () => services,
    keepAlive: { enabled: true },
    onError: ({ error, path }) => logFailure(logger, error, path),
  });
  binary.on('connection', (socket) => telemetry.serve(socket));
  const byPath = new Map([
    ['/trpc', subscriptions],
    ['/telemetry', binary],
  ]);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (error) => logger.debug({ err: error }, 'upgrade broke off'));
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const target = byPath.get(path);
    const refusal = refusalOf(request, config.host);
    if (target === undefined || refusal !== undefined) {
      const status = refusal === undefined ? '404 Not Found' : '403 Forbidden';
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
      return;
    }
    target.handleUpgrade(request, socket, head, (webSocket) => {
      target.emit('connection', webSocket, request);
    });
  });
  return {
    close() {
      trpc.broadcastReconnectNotification();
      const clients = [...byPath.values()].flatMap((sockets) => [...sockets.clients]);
      for (const client of clients) {
        client.close(CLOSE_GOING_AWAY, 'the server is shutting down');
      }
      // Nobody waits for a browser that does not answer.
      setTimeout(() => {
        for (const client of clients) {
          client.terminate();
        }
      }, CLOSE_GRACE_MILLIS).unref();
    },
  };
}

/** Refusals are answers; only what nobody foresaw is an error of ours. */
function logFailure(logger: Logger, error: { code: string; cause?: unknown }, path?: string): void {
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    logger.error({ err: error.cause ?? error, path }, 'a procedure failed');
  } else {
    logger.debug({ err: error, path }, 'a procedure refused');
  }
}
