/** Errors of the REST API: the one mapping from what is thrown to problem details (RFC 9457). */
import { STATUS_CODES } from 'node:http';
import type { SaveConflict } from '@pipewright/protocol';
import { ZodError } from 'zod';
import { Refusal } from '../errors/app-error.ts';
import { STATUS_BY_REASON } from '../errors/http-status.ts';
import { type ReportedDiagnostic, reported } from '../exchange/reported-diagnostic.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** What a client is told of a failure. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  /** What is wrong, where, and the remedy. */
  readonly detail: string;
  /** Of input that is not as the operation takes it, with the way to each wrong value. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** Of a pipeline that is not sound. */
  readonly diagnostics?: readonly ReportedDiagnostic[];
  /** Of a change based on what is no longer there. */
  readonly conflict?: SaveConflict;
}

/** An error with a status of its own, beside the refusals. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What a client may be told of anything thrown; what nobody foresaw is a 500 without details. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) {
    return problemOfRefusal(error);
  }
  if (error instanceof ZodError) {
    return problemOfInput(error);
  }
  if (error instanceof HttpProblem) {
    return problem(error.status, error.message);
  }
  const bodyProblem = bodyProblemOf(error);
  return bodyProblem ?? problem(500, 'The server failed to answer; its log says why.');
}

function problem(status: number, detail: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail };
}

function problemOfRefusal({ reason, message, diagnostics, conflict }: Refusal): Problem {
  const status = diagnostics === undefined ? STATUS_BY_REASON[reason] : 422;
  return {
    ...problem(status, message),
    ...(diagnostics === undefined ? {} : { diagnostics: diagnostics.map(reported) }),
    ...(conflict === undefined ? {} : { conflict }),
  };
}

function problemOfInput({ issues }: ZodError): Problem {
  const errors = issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const [first] = errors;
  const where = first === undefined || first.path === '' ? '' : `${first.path}: `;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return { ...problem(400, `${where}${first?.message ?? ''}${more}`), errors };
}

/** What Express and its body parser refuse. */
function bodyProblemOf(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') {
    return undefined;
  }
  const { status, message } = error;
  if (status === 413) {
    return problem(413, 'The request is larger than this server takes.');
  }
  return status >= 400 && status < 500 ? problem(status, message) : undefined;
}
