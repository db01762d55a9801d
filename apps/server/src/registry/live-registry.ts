/** What this machine can run: looked at once, with a runner that lives only for it. */
import {
  type Catalogue,
  catalogueFor,
  knownFactoryNames,
  mergeRegistry,
} from '@pipewright/catalogue';
import type { Target } from '@pipewright/graph';
import type { RegistryJson } from '@pipewright/protocol';
import { type Environment, inspectRegistry, type LocateResult } from '@pipewright/supervisor';
import type { Logger } from 'pino';

/** A failed look is not repeated more often than this. */
const RETRY_MILLIS = 10_000;

export type RegistryState =
  | { readonly ok: true; readonly registry: RegistryJson }
  | { readonly ok: false; readonly problem: string };

export class LiveRegistry {
  readonly #locate: () => LocateResult;
  readonly #environment: Environment;
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #catalogues = new Map<string, Catalogue>();
  #look: Promise<RegistryState> | undefined;
  #failedAtMillis = 0;

  constructor(options: {
    locate: () => LocateResult;
    environment: Environment;
    folder: string;
    logger: Logger;
  }) {
    this.#locate = options.locate;
    this.#environment = options.environment;
    this.#folder = options.folder;
    this.#logger = options.logger;
  }

  /** The registry, or why there is none; a failure is tried again after a while. */
  async state(): Promise<RegistryState> {
    this.#look ??= this.#inspect();
    const state = await this.#look;
    if (!state.ok && Date.now() - this.#failedAtMillis > RETRY_MILLIS) {
      this.#look = undefined;
    }
    return state;
  }

  /** The shipped facts, with the registry's over them where there is one. */
  async catalogue(target: Target): Promise<Catalogue> {
    const state = await this.state();
    const shipped = catalogueFor(target);
    if (!state.ok) {
      return shipped;
    }
    const key = JSON.stringify([target.platform, target.deepstream, target.streammux]);
    let merged = this.#catalogues.get(key);
    if (merged === undefined) {
      merged = mergeRegistry(shipped, state.registry);
      this.#catalogues.set(key, merged);
    }
    return merged;
  }

  async #inspect(): Promise<RegistryState> {
    const located = this.#locate();
    if (!located.ok) {
      return this.#failed(located.problem);
    }
    try {
      const registry = await inspectRegistry({
        installation: located.installation,
        environment: this.#environment,
        folder: this.#folder,
        factories: knownFactoryNames(),
        runtime: 'auto',
      });
      const { runtime, gstreamerVersion, factories } = registry;
      this.#logger.info({ runtime, gstreamerVersion, numFactories: factories.length }, 'registry');
      return { ok: true, registry };
    } catch (error) {
      this.#logger.error({ err: error }, 'the registry can not be read');
      return this.#failed(error instanceof Error ? error.message : String(error));
    }
  }

  #failed(problem: string): RegistryState {
    this.#failedAtMillis = Date.now();
    return { ok: false, problem };
  }
}
