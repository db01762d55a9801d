/** Starts the server: the only file with side effects. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { findRepositoryRoot } from '@pipewright/supervisor';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';

const EXIT_FAILURE = 1;

async function main(): Promise<void> {
  const root = findRepositoryRoot(import.meta.dirname, process.env) ?? process.cwd();
  const config = readConfig(process.env, root);
  // stdout is for the one line that says where the editor is.
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const app = await createApp({ config, root, environment: process.env, logger });
  const { server } = app;

  server.listen(config.port, config.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    await app.close();
    throw new ConfigError(listenProblem(error, config.host, config.port), { cause: error });
  }
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  process.stdout.write(`Pipewright is ready at http://${host}:${port}\n`);

  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) {
      // Asked twice: whoever asks does not want to wait. Runners end with their channels.
      process.exit(EXIT_FAILURE);
    }
    isStopping = true;
    logger.info({ signal }, 'stopping');
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(EXIT_FAILURE);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function listenProblem(error: unknown, host: string, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use. Stop what uses it, or choose another port: PIPEWRIGHT_PORT=4401 npm start`;
    case 'EACCES':
      return `Port ${port} on ${host} may not be used by this user. Choose one above 1023 in PIPEWRIGHT_PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `"${host}" is no address of this machine. Correct PIPEWRIGHT_HOST.`;
    default:
      return `Can't listen on ${host}:${port}: ${message}`;
  }
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigError ? error.message : error;
  process.stderr.write(`${text instanceof Error ? (text.stack ?? text.message) : text}\n`);
  process.exit(EXIT_FAILURE);
});
