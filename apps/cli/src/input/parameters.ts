/** `--param name=value` options. */
import { CommandError } from '../exit-codes.ts';

/** Throws CommandError for an option without `=`. The document's types are applied later. */
export function readParameters(options: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const option of options) {
    const separator = option.indexOf('=');
    if (separator < 1) {
      throw new CommandError(`--param takes NAME=VALUE, but got "${option}".`);
    }
    parameters[option.slice(0, separator)] = option.slice(separator + 1);
  }
  return parameters;
}
