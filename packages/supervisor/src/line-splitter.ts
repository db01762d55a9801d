/** Cuts a process's output into lines. */
import { StringDecoder } from 'node:string_decoder';

/** Longest line kept, characters; the rest of a longer one is cut and counted. */
export const MAX_LINE_LENGTH = 4000;

/** Feeds whole lines to `onLine`, without their line ends. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (line: string) => void;
  #partial = '';
  #numCut = 0;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    this.#pushText(this.#decoder.write(chunk));
  }

  /** Gives out a last line that has no line end. */
  end(): void {
    this.#pushText(this.#decoder.end());
    if (this.#partial !== '' || this.#numCut > 0) {
      this.#flush();
    }
  }

  #pushText(text: string): void {
    let start = 0;
    let end = text.indexOf('\n', start);
    while (end !== -1) {
      this.#append(text.slice(start, end));
      this.#flush();
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    this.#append(text.slice(start));
  }

  #append(text: string): void {
    const room = MAX_LINE_LENGTH - this.#partial.length;
    this.#partial += text.length <= room ? text : text.slice(0, room);
    this.#numCut += Math.max(0, text.length - room);
  }

  #flush(): void {
    const line = this.#partial.endsWith('\r') ? this.#partial.slice(0, -1) : this.#partial;
    const suffix = this.#numCut > 0 ? ` … (${this.#numCut} more characters)` : '';
    this.#partial = '';
    this.#numCut = 0;
    this.#onLine(line + suffix);
  }
}
