/** What can go wrong between a run and its runner process. */
import { runner } from '@pipewright/protocol';

export type RunnerErrorCode = keyof typeof runner.ErrorCode;

/** The runner answered a request with an error. Names are those of the plan. */
export class RunnerError extends Error {
  override readonly name = 'RunnerError';
  /** e.g. `NO_SUCH_PROPERTY`. */
  readonly code: RunnerErrorCode;
  readonly element: string | undefined;
  readonly property: string | undefined;
  readonly pad: string | undefined;
  readonly debug: string | undefined;

  constructor(error: runner.Error) {
    super(error.message === '' ? 'The runner gave no reason.' : error.message);
    const name = runner.ErrorCode[error.code] as RunnerErrorCode | undefined;
    this.code = name ?? 'INTERNAL';
    this.element = presentText(error.element);
    this.property = presentText(error.property);
    this.pad = presentText(error.pad);
    this.debug = presentText(error.debug);
  }
}

/** The channel is closed: the request was not answered and never will be. */
export class ChannelClosedError extends Error {
  override readonly name = 'ChannelClosedError';
}

/** No answer within the time allowed. */
export class RequestTimeoutError extends Error {
  override readonly name = 'RequestTimeoutError';
}

/** The process could not be started or was not ready in time. */
export class RunnerStartError extends Error {
  override readonly name = 'RunnerStartError';
}

/** Protobuf's empty string means "absent". */
export function presentText(text: string): string | undefined {
  return text === '' ? undefined : text;
}
