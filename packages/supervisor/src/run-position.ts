/** Positions and log levels as the server tells them. */
import type { RunLogLevels, RunPosition, runner } from '@pipewright/protocol';
import type { PlanOrigins } from './plan-origins.ts';

const NANOS_PER_MILLI = 1_000_000;

interface Times {
  readonly positionNs?: bigint | undefined;
  readonly durationNs?: bigint | undefined;
}

export function runPosition(result: runner.PositionResult, origins: PlanOrigins): RunPosition {
  return {
    ...timesOf(result),
    isSeekable: result.isSeekable,
    ...(result.whyNotSeekable === '' ? {} : { whyNotSeekable: result.whyNotSeekable }),
    rate: result.rate,
    sources: result.sources.map((source) => ({
      element: origins.ofElement(source.element).element ?? source.element,
      ...timesOf(source),
      isSeekable: source.isSeekable,
    })),
  };
}

export function runLogLevels(result: runner.DebugThresholdsResult): RunLogLevels {
  const { thresholds, defaultLevel, unmatched } = result;
  return {
    thresholds,
    defaultLevel,
    categories: result.categories.map(({ name, description, level }) => ({
      name,
      description,
      level,
    })),
    unmatched,
  };
}

function timesOf({ positionNs, durationNs }: Times): {
  positionMillis?: number;
  durationMillis?: number;
} {
  return {
    ...(positionNs === undefined ? {} : { positionMillis: millisOf(positionNs) }),
    ...(durationNs === undefined ? {} : { durationMillis: millisOf(durationNs) }),
  };
}

function millisOf(nanos: bigint): number {
  return Number(nanos) / NANOS_PER_MILLI;
}
