/** Runs one pipeline in several ways and tells what each run spent on it. */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { catalogueFor, relocateConfig } from '@pipewright/catalogue';
import { writeGstLaunch } from '@pipewright/formats';
import { expandDocument, type PipelineDocument, type Plan } from '@pipewright/graph';
import {
  type Environment,
  locateRunner,
  type RunnerInstallation,
  RunSession,
  runnerEnvironment,
  writePlanFiles,
} from '@pipewright/supervisor';

/** The server's own. */
const TELEMETRY_INTERVAL_MILLIS = 500;

/** From the moment of PLAYING to the end of the stream, as run_meter.cpp of native-runner/bench says. */
export interface Spent {
  readonly wallSeconds: number;
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  readonly threads: readonly {
    readonly name: string;
    readonly isMain: boolean;
    readonly cpuSeconds: number;
  }[];
}

export interface RunnerOptions {
  /** Every object of every frame is sent as well, without loss. */
  readonly sendsMetadata: boolean;
}

/** The same elements for all runs, in the same places. */
export class MeteredRuns {
  readonly #folder: string;
  readonly #plan: Plan;
  readonly #script: string;
  readonly #installation: RunnerInstallation;
  readonly #meterLibrary: string;
  #numRuns = 0;

  /** `folder` is for what the runs write. Needs the native build, with its run meter. */
  constructor(root: string, folder: string, document: PipelineDocument) {
    const build = join(root, 'native-runner/build');
    const located = locateRunner(root, process.env);
    if (!located.ok) {
      throw new Error(located.problem);
    }
    this.#folder = folder;
    this.#installation = located.installation;
    this.#meterLibrary = join(build, 'bench/libpipewright-run-meter.so');
    const catalogue = catalogueFor(document.target);
    const expansion = expandDocument(document, {
      documentFolder: folder,
      filesFolder: folder,
      parameters: {},
      propertyRole: (factory, property, value) => catalogue.propertyRole(factory, property, value),
      relocateConfig,
    });
    const launch = writeGstLaunch(document, { catalogue, documentFolder: folder });
    if (!expansion.ok || !launch.ok) {
      throw new Error('The sample cannot be expanded.');
    }
    this.#plan = expansion.plan;
    this.#script = join(folder, 'launch.sh');
    writeFileSync(this.#script, launch.script);
  }

  /** By gst-launch-1.0 alone. Rejects with what it printed when it fails. */
  async bare(): Promise<Spent> {
    const meter = this.#newMeter();
    await promisify(execFile)('sh', [this.#script], {
      env: {
        ...runnerEnvironment(this.#installation, this.#environmentWith(meter)),
        GST_PLUGIN_PATH: join(this.#installation.standinPlugin ?? '', '..'),
      },
    });
    return takeSpent(meter);
  }

  /** By the runner, with all its telemetry. */
  async runner({ sendsMetadata }: RunnerOptions): Promise<Spent> {
    const meter = this.#newMeter();
    await writePlanFiles(this.#folder, this.#plan);
    const session = new RunSession({
      runId: 'run',
      plan: this.#plan,
      runtime: 'standin',
      installation: this.#installation,
      environment: this.#environmentWith(meter),
      folder: this.#folder,
      telemetryIntervalMillis: TELEMETRY_INTERVAL_MILLIS,
      needsAllMetadata: sendsMetadata,
    });
    let numMessages = 0;
    session.on('telemetry', () => {
      numMessages += 1;
    });
    await session.start();
    await session.whenOver();
    if (session.state !== 'finished' || numMessages === 0) {
      const problems = session.problems.map(({ message }) => message);
      throw new Error(
        `The run ${session.state} with ${numMessages} samples: ${problems.join(' ')}`,
      );
    }
    return takeSpent(meter);
  }

  /** A file for one run's line. */
  #newMeter(): string {
    this.#numRuns += 1;
    return join(this.#folder, `run-meter-${this.#numRuns}.json`);
  }

  #environmentWith(meter: string): Environment {
    return { ...process.env, LD_PRELOAD: this.#meterLibrary, PIPEWRIGHT_RUN_METER: meter };
  }
}

function takeSpent(meter: string): Spent {
  const spent = JSON.parse(readFileSync(meter, 'utf8')) as Spent;
  rmSync(meter);
  return spent;
}
