/** One line on the terminal that tells how a run goes. */
import type { RunState } from '@pipewright/protocol';
import type { RunRates } from './run-meter.ts';

/** Back to the line's start, and clear it. */
const CLEAR_LINE = '\r\u001b[2K';
const MAX_LENGTH = 110;

export class ProgressLine {
  readonly #write: (text: string) => void;
  #isShown = false;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  show(state: RunState, seconds: number, rates: RunRates): void {
    const streams = [...rates.framesPerSecond].map(
      ([name, fps]) => `${name} ${fps.toFixed(1)} fps`,
    );
    const objects =
      rates.objectsPerSecond > 0 ? [`${rates.objectsPerSecond.toFixed(0)} objects/s`] : [];
    const text = [`${state} ${seconds.toFixed(1)} s`, ...streams, ...objects].join('  ');
    this.#write(CLEAR_LINE + text.slice(0, MAX_LENGTH));
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) {
      this.#write(CLEAR_LINE);
      this.#isShown = false;
    }
  }
}
