import { Refusal } from '../errors/app-error.ts';

/** What to throw of an error that reading a file gave; `path` is how the user names the file. */
export function readRefusal(path: string, error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Refusal('not-found', `There is no file "${path}".`);
    case 'EACCES':
    case 'EPERM':
      return new Refusal('forbidden', `The server may not read "${path}".`);
    default:
      return error;
  }
}
