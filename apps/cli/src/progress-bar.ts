/** A bar on the terminal for what takes a while; nothing where stderr is no terminal. */
import type { Terminal } from './terminal.ts';

/** Back to the line's start, and clear it. */
export const CLEAR_LINE = '\r\u001b[2K';
const BAR_LENGTH = 24;
/** Shorter jobs draw nothing: a bar that flashes tells nobody anything. */
const QUIET_MILLIS = 250;

/** `[######------]`, for a share from 0 to 1. */
export function barText(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR_LENGTH);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_LENGTH - filled)}]`;
}

export class ProgressBar {
  readonly #terminal: Terminal;
  readonly #what: string;
  readonly #total: number;
  readonly #startedAtMillis = Date.now();
  #isShown = false;

  constructor(terminal: Terminal, what: string, total: number) {
    this.#terminal = terminal;
    this.#what = what;
    this.#total = total;
  }

  /** `done` of the total are finished, and `current` is at work. */
  show(done: number, current: string): void {
    const { drawsProgress, columns } = this.#terminal;
    if (!drawsProgress || Date.now() - this.#startedAtMillis < QUIET_MILLIS) {
      return;
    }
    const bar = barText(done / this.#total);
    const text = `${this.#what} ${bar} ${done}/${this.#total} ${current}`;
    this.#terminal.err(CLEAR_LINE + text.slice(0, columns - 1));
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) {
      this.#terminal.err(CLEAR_LINE);
      this.#isShown = false;
    }
  }
}
