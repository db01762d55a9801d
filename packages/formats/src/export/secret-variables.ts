/** How exports refer to secrets: by the environment variable that holds them at run time. */
import type { PipelineDocument } from '@pipewright/graph';

/** Secret parameter -> the environment variable that its value comes from. */
export function secretVariables({ parameters }: PipelineDocument): Map<string, string> {
  const secrets = Object.entries(parameters).filter(([, { secret }]) => secret === true);
  return new Map(secrets.map(([name]) => [name, environmentVariable(name)]));
}

/** A parameter's name as environment variables are written. */
export function environmentVariable(parameter: string): string {
  return parameter.toUpperCase().replaceAll('-', '_');
}
