/** What a command may touch of the process around it. */
import type { Environment } from '@pipewright/supervisor';

export interface Terminal {
  readonly environment: Environment;
  /** Absolute. */
  readonly workingFolder: string;
  /** Whether stderr is a terminal: only then is progress drawn. */
  readonly drawsProgress: boolean;
  /** Whether results may have colours: stdout is a terminal, and NO_COLOR is not set. */
  readonly usesColour: boolean;
  /** Width of stdout; a usual one where it is no terminal. */
  readonly columns: number;
  /** Results. */
  out(text: string): void;
  /** Errors and progress. */
  err(text: string): void;
  /** All of standard input. */
  readInput(): Promise<string>;
  /** Calls back at each Ctrl-C or request to end; returns what takes the callback away again. */
  onInterrupt(callback: () => void): () => void;
}
