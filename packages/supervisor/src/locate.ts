/** Where the runner and what it loads are on this machine. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { Plan } from '@pipewright/graph';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A runner and the libraries it is told of. */
export interface RunnerInstallation {
  readonly binary: string;
  /** The CPU stand-in's plugin; absent: only an installed DeepStream serves. */
  readonly standinPlugin?: string;
  /** ONNX Runtime's shared library, for the stand-in's inference. */
  readonly onnxRuntime?: string;
}

export type LocateResult =
  | { readonly ok: true; readonly installation: RunnerInstallation }
  | { readonly ok: false; readonly problem: string };

const ROOT_MARK = 'pnpm-workspace.yaml';

/**
 * The repository's root: `PIPEWRIGHT_ROOT`, or the nearest folder from `start` upwards that holds
 * the workspace's description. Works from sources and from bundles within the repository.
 */
export function findRepositoryRoot(start: string, environment: Environment): string | undefined {
  const named = environment.PIPEWRIGHT_ROOT;
  if (named !== undefined && named !== '') {
    return resolve(named);
  }
  let folder = resolve(start);
  while (!existsSync(join(folder, ROOT_MARK))) {
    const parent = dirname(folder);
    if (parent === folder) {
      return undefined;
    }
    folder = parent;
  }
  return folder;
}

/**
 * The runner as `PIPEWRIGHT_RUNNER`, `PIPEWRIGHT_STANDIN_PLUGIN` and `PIPEWRIGHT_ONNXRUNTIME` name
 * it, else as the build leaves it below the repository's root.
 */
export function locateRunner(root: string | undefined, environment: Environment): LocateResult {
  const build = root === undefined ? undefined : join(root, 'native-runner', 'build');
  const binary = located(environment, 'PIPEWRIGHT_RUNNER', build, 'runner/pipewright-runner');
  if (binary === undefined || !existsSync(binary)) {
    const place = binary ?? 'native-runner/build/runner/pipewright-runner';
    return {
      ok: false,
      problem: `The runner ${place} does not exist. Build it with "npm start", or name it in PIPEWRIGHT_RUNNER.`,
    };
  }
  const standinPlugin = located(
    environment,
    'PIPEWRIGHT_STANDIN_PLUGIN',
    build,
    'standin/libgstpipewrightstandin.so',
  );
  const onnxRuntime = environment.PIPEWRIGHT_ONNXRUNTIME ?? findOnnxRuntime(root);
  return {
    ok: true,
    installation: {
      binary,
      ...(standinPlugin !== undefined && existsSync(standinPlugin) ? { standinPlugin } : {}),
      ...(onnxRuntime === undefined ? {} : { onnxRuntime }),
    },
  };
}

/** The whole environment of a runner process, which may be for a plan. */
export function runnerEnvironment(
  installation: RunnerInstallation,
  inherited: Environment,
  plan?: Pick<Plan, 'environment' | 'platform'>,
): Environment {
  return {
    ...inherited,
    // Colour codes have no place in log lines.
    GST_DEBUG_NO_COLOR: '1',
    // Its maker's builds report the use of models otherwise.
    ORT_DISABLE_TELEMETRY: inherited.ORT_DISABLE_TELEMETRY ?? '1',
    ...plan?.environment,
    // Its elements take other formats on a Jetson.
    PIPEWRIGHT_STANDIN_PLATFORM: plan?.platform === 'jetson' ? plan.platform : undefined,
    PIPEWRIGHT_STANDIN_PLUGIN: installation.standinPlugin,
    PIPEWRIGHT_ONNXRUNTIME: installation.onnxRuntime,
  };
}

function located(
  environment: Environment,
  variable: string,
  build: string | undefined,
  path: string,
): string | undefined {
  const named = environment[variable];
  if (named !== undefined && named !== '') {
    return resolve(named);
  }
  return build === undefined ? undefined : join(build, path);
}

/** The library that the `onnxruntime-node` package ships for this platform. */
function findOnnxRuntime(root: string | undefined): string | undefined {
  if (root === undefined) {
    return undefined;
  }
  const require = createRequire(join(root, 'packages', 'supervisor', 'package.json'));
  let manifest: string;
  try {
    manifest = require.resolve('onnxruntime-node/package.json');
  } catch {
    // Not installed: the stand-in's nvinfer says so when a pipeline needs it.
    return undefined;
  }
  const binaries = join(dirname(manifest), 'bin');
  const api = readdirSync(binaries).find((name) => name.startsWith('napi-'));
  const library = join(binaries, api ?? '', process.platform, process.arch, 'libonnxruntime.so.1');
  return existsSync(library) ? library : undefined;
}
