/** A run's log lines: numbered, kept within bounds, handed on in batches. */
import type { LogLine } from '@pipewright/protocol';

export interface LogBatch {
  readonly lines: readonly LogLine[];
  /** Lines that came but were not kept since the batch before. */
  readonly numDropped: number;
}

export interface LogLimits {
  /** Newest lines kept for whoever looks later. */
  readonly maxKept: number;
  /** Lines of one batch; what comes beyond is dropped and counted. */
  readonly maxPerBatch: number;
  readonly batchIntervalMillis: number;
}

const DEFAULT_LIMITS: LogLimits = {
  maxKept: 2000,
  maxPerBatch: 500,
  batchIntervalMillis: 100,
};

interface PendingLine {
  readonly line: LogLine;
  count: number;
}

/** Folds equal lines that follow each other, and survives floods at a bounded cost. */
export class LogCollector {
  readonly #onBatch: (batch: LogBatch) => void;
  readonly #limits: LogLimits;
  readonly #kept: LogLine[] = [];
  #pending: PendingLine[] = [];
  #numDropped = 0;
  #nextSequence = 1;
  #timer: NodeJS.Timeout | undefined;

  constructor(onBatch: (batch: LogBatch) => void, limits: LogLimits = DEFAULT_LIMITS) {
    this.#onBatch = onBatch;
    this.#limits = limits;
  }

  /** The newest lines, oldest first. */
  get kept(): readonly LogLine[] {
    return this.#kept;
  }

  add(stream: LogLine['stream'], text: string): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#limits.batchIntervalMillis);
    const last = this.#pending.at(-1);
    if (last !== undefined && last.line.text === text && last.line.stream === stream) {
      last.count += 1;
      return;
    }
    if (this.#pending.length >= this.#limits.maxPerBatch) {
      this.#numDropped += 1;
      return;
    }
    const line = {
      sequence: this.#nextSequence,
      atMillis: Date.now(),
      stream,
      text,
    };
    this.#nextSequence += 1;
    this.#pending.push({ line, count: 1 });
  }

  /** Hands on what is pending now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.length === 0 && this.#numDropped === 0) {
      return;
    }
    const lines = this.#pending.map(({ line, count }) =>
      count === 1 ? line : { ...line, text: `${line.text} (${count} times)` },
    );
    const numDropped = this.#numDropped;
    this.#pending = [];
    this.#numDropped = 0;
    this.#kept.push(...lines);
    this.#kept.splice(0, Math.max(0, this.#kept.length - this.#limits.maxKept));
    this.#onBatch({ lines, numDropped });
  }
}
