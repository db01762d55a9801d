/** Runtimes by the names that users see and by the protocol's numbers. */
import { type RuntimeName, runner } from '@pipewright/protocol';

export type RuntimeChoice = 'auto' | RuntimeName;

const NUMBER_BY_CHOICE = {
  auto: runner.Runtime.AUTO,
  deepstream: runner.Runtime.DEEPSTREAM,
  standin: runner.Runtime.STANDIN,
} as const satisfies Record<RuntimeChoice, runner.Runtime>;

export function runtimeNumber(choice: RuntimeChoice): runner.Runtime {
  return NUMBER_BY_CHOICE[choice];
}

/** The runtime in use, as a runner reports it. */
export function runtimeName(runtime: runner.Runtime): RuntimeName {
  return runtime === runner.Runtime.DEEPSTREAM ? 'deepstream' : 'standin';
}
