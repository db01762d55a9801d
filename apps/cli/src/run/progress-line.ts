/** One line on the terminal that tells how a run goes. */
import type { RunState } from '@pipewright/protocol';
import { barText, CLEAR_LINE } from '../progress-bar.ts';
import type { RunRates } from './run-meter.ts';

export interface ProgressLineOptions {
  readonly write: (text: string) => void;
  readonly columns: number;
  /** For how long it runs at most: then there is a bar. */
  readonly limitSeconds: number | undefined;
}

export class ProgressLine {
  readonly #options: ProgressLineOptions;
  #isShown = false;

  constructor(options: ProgressLineOptions) {
    this.#options = options;
  }

  show(state: RunState, seconds: number, rates: RunRates): void {
    const { write, columns, limitSeconds } = this.#options;
    const bar = limitSeconds === undefined ? [] : [barText(seconds / limitSeconds)];
    const streams = [...rates.framesPerSecond].map(
      ([name, fps]) => `${name} ${fps.toFixed(1)} fps`,
    );
    const objects =
      rates.objectsPerSecond > 0 ? [`${rates.objectsPerSecond.toFixed(0)} objects/s`] : [];
    const text = [`${state} ${seconds.toFixed(1)} s`, ...bar, ...streams, ...objects].join('  ');
    write(CLEAR_LINE + text.slice(0, columns - 1));
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) {
      this.#options.write(CLEAR_LINE);
      this.#isShown = false;
    }
  }
}
