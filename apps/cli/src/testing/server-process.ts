/** The bundled server as a child process, as `npm start` runs it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '../../../server/dist/main.js');

export interface ServerProcess {
  readonly url: string;
  /** Ends it and removes its workspace. */
  close(): Promise<void>;
}

/** Starts a server on a port and workspace of its own; resolves when it is ready. */
export async function startServerProcess(): Promise<ServerProcess> {
  if (!existsSync(MAIN)) {
    throw new Error(`${MAIN} is missing: "npm test" bundles the server before its tests.`);
  }
  const workspace = await mkdtemp(join(tmpdir(), 'pipewright-cli-server-'));
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      PIPEWRIGHT_LOG_LEVEL: 'warn',
      PIPEWRIGHT_PORT: '0',
      PIPEWRIGHT_WORKSPACE: workspace,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(workspace, { recursive: true, force: true });
  };
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    ended.then(() => ''),
  ]);
  const url = /^Pipewright is ready at (http:\S+)$/.exec(line)?.[1];
  if (url === undefined) {
    await close();
    throw new Error(`The server did not get ready: ${line}`);
  }
  return { url, close };
}
