/** Exit codes: the same for every command. */
export const EXIT_DONE = 0;
/** The input has errors. */
export const EXIT_INPUT_ERRORS = 1;
/** The input can't be read, or the call is wrong. */
export const EXIT_UNUSABLE = 2;
export const EXIT_RUN_FAILED = 3;

/** Ends a command with a message on stderr. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT_UNUSABLE) {
    super(message);
    this.exitCode = exitCode;
  }
}
