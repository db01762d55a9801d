/** The problems of a run: folded, bounded, on what was drawn. */
import { type RunProblem, runner } from '@pipewright/protocol';
import type { Origin, PlanOrigins } from './plan-origins.ts';
import { presentText, RunnerError } from './runner-errors.ts';

/** Distinct problems kept; a pipeline that warns in ever new words fills the log instead. */
const MAX_PROBLEMS = 100;

export type NewProblem = Omit<RunProblem, 'atMillis' | 'count'> & {
  readonly count?: number;
};

export class RunProblems {
  readonly #byKey = new Map<string, RunProblem>();
  readonly #hideSecrets: (text: string) => string;

  constructor(hideSecrets: (text: string) => string) {
    this.#hideSecrets = hideSecrets;
  }

  get list(): readonly RunProblem[] {
    return [...this.#byKey.values()];
  }

  get hasErrors(): boolean {
    return this.list.some((problem) => problem.severity === 'error');
  }

  /** Folds into an equal problem if there is one. */
  add(found: NewProblem): void {
    const problem = {
      ...found,
      message: this.#hideSecrets(found.message),
      ...(found.debug === undefined ? {} : { debug: this.#hideSecrets(found.debug) }),
    };
    const key = JSON.stringify([
      problem.severity,
      problem.code,
      problem.message,
      problem.element,
      problem.property,
      problem.link,
    ]);
    const known = this.#byKey.get(key);
    if (known === undefined && this.#byKey.size >= MAX_PROBLEMS) {
      return;
    }
    const count = (known?.count ?? 0) + (problem.count ?? 1);
    this.#byKey.set(key, {
      ...problem,
      atMillis: known?.atMillis ?? Date.now(),
      count,
    });
  }
}

/** A refused request as a problem. */
export function problemOfError(error: unknown, origins: PlanOrigins): NewProblem {
  if (!(error instanceof RunnerError)) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error ? kebab(error.name) : 'unexpected';
    return { severity: 'error', code, message };
  }
  return withPresent(
    { severity: 'error', code: error.code, message: error.message },
    origins.ofElement(error.element, error.pad),
    { property: error.property, pad: error.pad, debug: error.debug },
  );
}

/** A bus message as a problem; undefined for one that only informs. */
export function problemOfBusMessage(
  message: runner.BusMessage,
  origins: PlanOrigins,
): NewProblem | undefined {
  if (message.severity !== runner.Severity.ERROR && message.severity !== runner.Severity.WARNING) {
    return undefined;
  }
  return withPresent(
    {
      severity: message.severity === runner.Severity.ERROR ? 'error' : 'warning',
      code: `${message.domain}:${message.code}`,
      message: message.message,
      count: Math.max(1, message.repeated),
    },
    origins.ofElement(presentText(message.element)),
    { debug: presentText(message.debug) },
  );
}

function withPresent(
  base: NewProblem,
  origin: Origin,
  optional: Readonly<Record<'debug', string | undefined>> &
    Partial<Readonly<Record<'property' | 'pad', string | undefined>>>,
): NewProblem {
  return {
    ...base,
    ...origin,
    ...(optional.property === undefined ? {} : { property: optional.property }),
    ...(optional.pad === undefined ? {} : { pad: optional.pad }),
    ...(optional.debug === undefined ? {} : { debug: optional.debug }),
  };
}

function kebab(name: string): string {
  return (
    name
      .replace(/Error$/, '')
      .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
      .toLowerCase() || 'error'
  );
}
