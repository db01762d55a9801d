/** A numbered line for each pipeline that is done; on a terminal, below them, those that run. */

/** Back to the line's start, and clear it. */
const CLEAR_LINE = '\r\u001b[2K';

export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export class ProgressLines {
  readonly #total: number;
  readonly #output: ProgressOutput;
  readonly #running = new Set<string>();
  #numDone = 0;

  constructor(total: number, output: ProgressOutput) {
    this.#total = total;
    this.#output = output;
  }

  start(name: string): void {
    this.#running.add(name);
    this.#redraw('');
  }

  /** `text` tells what became of it; undefined where it was stopped before its end. */
  finish(name: string, text: string | undefined): void {
    this.#running.delete(name);
    if (text === undefined) {
      this.#redraw('');
      return;
    }
    this.#numDone += 1;
    const number = String(this.#numDone).padStart(String(this.#total).length);
    this.#redraw(`[${number}/${this.#total}] ${name}: ${text}\n`);
  }

  /** Writes lines where the list of those that run was, and the list below. */
  #redraw(lines: string): void {
    const { isTTY, columns = 80 } = this.#output;
    if (!isTTY) {
      this.#output.write(lines);
      return;
    }
    const list = this.#running.size === 0 ? '' : `running ${[...this.#running].join(', ')}`;
    this.#output.write(`${CLEAR_LINE}${lines}${list.slice(0, columns - 1)}`);
  }
}
