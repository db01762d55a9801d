/** The only mapping from what the server throws to what a client is told. */
import { TRPCError } from '@trpc/server';
import { Refusal, type RefusalReason } from './app-error.ts';

const CODE_BY_REASON = {
  'bad-request': 'BAD_REQUEST',
  'not-found': 'NOT_FOUND',
  forbidden: 'FORBIDDEN',
  conflict: 'CONFLICT',
  unavailable: 'PRECONDITION_FAILED',
} as const satisfies Record<RefusalReason, TRPCError['code']>;

/** Turns anything thrown into a TRPCError; a Refusal keeps its message and stays as the cause. */
export function toTrpcError(error: unknown): TRPCError {
  if (error instanceof TRPCError) {
    return error.cause instanceof Refusal ? toTrpcError(error.cause) : error;
  }
  if (error instanceof Refusal) {
    return new TRPCError({
      code: CODE_BY_REASON[error.reason],
      message: error.message,
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new TRPCError({
    code: 'INTERNAL_SERVER_ERROR',
    message,
    cause: error,
  });
}
