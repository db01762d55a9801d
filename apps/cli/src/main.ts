/** The pipewright command: the only file with side effects. */
import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { runCli } from './cli.ts';
import type { Terminal } from './terminal.ts';

const EXIT_UNEXPECTED = 3;
const STDOUT = 1;
const STDERR = 2;
const WAIT_MILLIS = 2;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** All of it, at once: a pipe's reader gets the end even when the process exits right after. */
function writeAll(descriptor: number, output: string): void {
  const bytes = Buffer.from(output);
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') {
        // Whoever read us (head, less) has seen enough.
        return;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
      // The pipe is full and does not block: wait for its reader.
      Atomics.wait(pause, 0, 0, WAIT_MILLIS);
    }
  }
}

const USUAL_COLUMNS = 100;

/** As no-color.org asks: any text but an empty one. */
function usesColour(): boolean {
  const { NO_COLOR, TERM } = process.env;
  return process.stdout.isTTY === true && !NO_COLOR && TERM !== 'dumb';
}

const terminal: Terminal = {
  environment: process.env,
  workingFolder: process.cwd(),
  drawsProgress: process.stderr.isTTY === true,
  usesColour: usesColour(),
  // A terminal that does not know its width says 0.
  columns: process.stdout.columns || USUAL_COLUMNS,
  out: (output) => writeAll(STDOUT, output),
  err: (output) => writeAll(STDERR, output),
  readInput: () => text(process.stdin),
  onInterrupt(callback) {
    process.on('SIGINT', callback);
    process.on('SIGTERM', callback);
    return () => {
      process.off('SIGINT', callback);
      process.off('SIGTERM', callback);
    };
  },
};

runCli(process.argv.slice(2), terminal).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    terminal.err(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
    process.exit(EXIT_UNEXPECTED);
  },
);
