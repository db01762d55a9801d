/** Child processes for the scripts. */
import { spawn, spawnSync } from 'node:child_process';
import { SetupError } from './console.mjs';
import { ROOT } from './paths.mjs';

/**
 * Runs a command with the terminal passed through and resolves to its exit code.
 * A signal that ends this script ends the child too.
 */
export function execute(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      ...options,
    });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    const settle = (action, value) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      action(value);
    };
    child.on('error', (error) =>
      settle(reject, new SetupError(`${command} could not be started: ${error.message}`)),
    );
    child.on('close', (code, signal) => settle(resolve, signal ? 128 : code));
  });
}

/**
 * Runs a command quietly; its output is shown only when it fails. Throws SetupError then.
 */
export function executeQuietly(command, args, { what, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    const output = [];
    child.stdout.on('data', (data) => output.push(data));
    child.stderr.on('data', (data) => output.push(data));
    child.on('error', (error) =>
      reject(new SetupError(`${command} could not be started: ${error.message}`)),
    );
    child.on('close', (code) => {
      const text = Buffer.concat(output).toString();
      if (code === 0) {
        resolve(text);
      } else {
        reject(
          new SetupError(`${what ?? `${command} ${args.join(' ')}`} ended with ${code}.\n${text}`),
        );
      }
    });
  });
}

/** Whether a command exits with 0; its output is dropped. */
export function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
