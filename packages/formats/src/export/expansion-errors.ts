/** Errors of expansion as writers report them. */
import type { ExpansionError } from '@pipewright/graph';
import type { FormatError } from '../note.ts';

/** An expansion's error, with its place. */
export function formatError({ message, ...place }: ExpansionError): FormatError {
  return { message, place };
}
