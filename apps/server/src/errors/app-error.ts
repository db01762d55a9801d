/** The server's errors, by who must act. Pure: the router's types reach into the browser's build. */
import type { SaveConflict } from '@pipewright/protocol';
import type { Diagnostic } from '@pipewright/rules';

/** Why a request was refused; decides the status that reaches the client. */
export type RefusalReason = 'bad-request' | 'not-found' | 'forbidden' | 'conflict' | 'unavailable';

/** What a refusal carries besides its text. */
export interface RefusalDetails {
  readonly conflict?: SaveConflict;
  readonly diagnostics?: readonly Diagnostic[];
  readonly cause?: unknown;
}

/** The user can act: the message says what, where and the remedy. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalReason;
  readonly conflict: SaveConflict | undefined;
  readonly diagnostics: readonly Diagnostic[] | undefined;

  constructor(reason: RefusalReason, message: string, details: RefusalDetails = {}) {
    super(message, { cause: details.cause });
    this.reason = reason;
    this.conflict = details.conflict;
    this.diagnostics = details.diagnostics;
  }
}
