/** One look at this machine's registry, with a runner that lives only for it. */
import { toJson } from '@bufbuild/protobuf';
import { type RegistryJson, runner } from '@pipewright/protocol';
import { type Environment, type RunnerInstallation, runnerEnvironment } from './locate.ts';
import { DEFAULT_REQUEST_TIMEOUTS, RunnerClient } from './runner-client.ts';
import { RunnerProcess } from './runner-process.ts';
import { type RuntimeChoice, runtimeName, runtimeNumber } from './runtime-names.ts';

/**
 * The registry's facts of the named factories. Rejects with RunnerStartError, or RunnerError when
 * the asked runtime can't be loaded here.
 */
export async function inspectRegistry(options: {
  installation: RunnerInstallation;
  environment: Environment;
  folder: string;
  factories: readonly string[];
  runtime: RuntimeChoice;
}): Promise<RegistryJson> {
  const process = await RunnerProcess.start({
    binary: options.installation.binary,
    folder: options.folder,
    environment: runnerEnvironment(options.installation, options.environment),
    readyTimeoutMillis: DEFAULT_REQUEST_TIMEOUTS.inspect,
  });
  try {
    const client = new RunnerClient(process.channel);
    const result = await client.inspect(options.factories, runtimeNumber(options.runtime));
    return {
      runtime: runtimeName(result.runtime),
      gstreamerVersion: result.gstreamerVersion,
      factories: result.factories.map((factory) =>
        toJsonObject(toJson(runner.ElementFactorySchema, factory)),
      ),
    };
  } finally {
    await process.close(2000);
  }
}

function toJsonObject(value: ReturnType<typeof toJson>): RegistryJson['factories'][number] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new TypeError('A message has an object as its JSON form.');
  }
  return value;
}
