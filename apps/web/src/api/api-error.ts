/** Errors of the server's API. */
import { TRPCClientError } from '@trpc/client';

/** What went wrong, in words for the user. */
export function errorText(error: unknown): string {
  if (error instanceof TRPCClientError && error.data == null) {
    return 'The server does not answer. Is it still running?';
  }
  return error instanceof Error ? error.message : String(error);
}

/** Extra data of a tRPC error, e.g. `conflict` or `diagnostics`. */
export function errorData(error: unknown): Readonly<Record<string, unknown>> {
  return error instanceof TRPCClientError && typeof error.data === 'object' && error.data !== null
    ? (error.data as Record<string, unknown>)
    : {};
}
