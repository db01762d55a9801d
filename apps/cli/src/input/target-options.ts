/** Options that say what a pipeline is for. */
import { deepStreamVersions } from '@pipewright/catalogue';
import type { Target } from '@pipewright/graph';
import { CommandError } from '../exit-codes.ts';

const PLATFORMS: readonly Target['platform'][] = ['dgpu', 'jetson', 'sbsa'];
const STREAMMUXES: readonly Target['streammux'][] = ['legacy', 'new'];
const VERSIONS = deepStreamVersions.map(({ version }) => version);

/** An option as it was given, with its name for messages. */
export interface TargetOption {
  readonly name: string;
  readonly value: string | undefined;
}

/** The parts of a target that options give. Throws CommandError for a value that there is not. */
export function readTarget(options: {
  readonly platform?: TargetOption;
  readonly deepstream?: TargetOption;
  readonly streammux?: TargetOption;
}): Partial<Target> {
  const platform = choice(options.platform, PLATFORMS);
  const deepstream = choice(options.deepstream, VERSIONS);
  const streammux = choice(options.streammux, STREAMMUXES);
  return {
    ...(platform === undefined ? {} : { platform }),
    ...(deepstream === undefined ? {} : { deepstream }),
    ...(streammux === undefined ? {} : { streammux }),
  };
}

function choice<Value extends string>(
  option: TargetOption | undefined,
  values: readonly Value[],
): Value | undefined {
  if (option?.value === undefined) {
    return undefined;
  }
  const value = values.find((candidate) => candidate === option.value);
  if (value === undefined) {
    throw new CommandError(`${option.name} takes ${values.join(', ')}, but got "${option.value}".`);
  }
  return value;
}
