/** tRPC set up once: the context, the error shape and the procedure every router builds on. */
import { initTRPC } from '@trpc/server';
import { Refusal } from '../errors/app-error.ts';
import { toTrpcError } from '../errors/to-trpc-error.ts';
import type { Services } from './context.ts';

const t = initTRPC.context<Services>().create({
  isDev: false,
  errorFormatter({ shape, error }) {
    const refusal = error.cause instanceof Refusal ? error.cause : undefined;
    return {
      ...shape,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        conflict: refusal?.conflict,
        diagnostics: refusal?.diagnostics,
      },
    };
  },
});

export const router = t.router;

/** Every thrown error passes through the funnel. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok) {
    throw toTrpcError(result.error);
  }
  return result;
});

/** The funnel for what a subscription throws after it has begun. */
export async function* funnelled<T>(events: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* events;
  } catch (error) {
    throw toTrpcError(error);
  }
}

/** A subscription's signal: tRPC's types leave it optional, its transports always give one. */
export function required(signal: AbortSignal | undefined): AbortSignal {
  if (signal === undefined) {
    throw new Error('A subscription was called without a signal that ends it.');
  }
  return signal;
}
