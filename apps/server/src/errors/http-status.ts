/** The statuses that refusals have over plain HTTP. */
import type { RefusalReason } from './app-error.ts';

export const STATUS_BY_REASON = {
  'bad-request': 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 412,
} as const satisfies Readonly<Record<RefusalReason, number>>;
