/** `pipewright run FILE` */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogueFor } from '@pipewright/catalogue';
import type { Plan } from '@pipewright/graph';
import {
  findRepositoryRoot,
  locateRunner,
  RUN_FILES_FOLDER,
  RunLogFile,
  type RunnerInstallation,
  RunSession,
  type RuntimeChoice,
  writeRunFolder,
} from '@pipewright/supervisor';
import { checkDocument } from '../check/check-input.ts';
import { reportDiagnostics } from '../check/report.ts';
import { reportText } from '../check/report-text.ts';
import { CommandError, EXIT_DONE, EXIT_INPUT_ERRORS, EXIT_RUN_FAILED } from '../exit-codes.ts';
import { readDuration } from '../input/duration.ts';
import { expand } from '../input/expand.ts';
import { kindId } from '../input/input-kind.ts';
import { loadDocument } from '../input/load-document.ts';
import { readParameters } from '../input/parameters.ts';
import { readInput } from '../input/read-input.ts';
import { MetadataFile } from '../run/metadata-file.ts';
import { ProgressLine } from '../run/progress-line.ts';
import { RunMeter } from '../run/run-meter.ts';
import { problemText, summarise, summaryText } from '../run/run-summary.ts';
import { streamsOf } from '../run/streams.ts';
import type { Terminal } from '../terminal.ts';

const RUNTIMES: readonly RuntimeChoice[] = ['auto', 'deepstream', 'standin'];
const TELEMETRY_INTERVAL_MILLIS = 500;

interface RunOptions {
  readonly json: boolean;
  readonly runtime: RuntimeChoice;
  readonly parameters: Readonly<Record<string, string>>;
  readonly limitMillis: number | undefined;
  readonly metadataPath: string | undefined;
  /** What the input is, where its content does not tell. */
  readonly from: string | undefined;
}

export async function runCommand(args: string[], terminal: Terminal): Promise<number> {
  const { path, options } = readCall(args);
  const input = await readInput(path, terminal, options.from);
  const document = await loadDocument(input, terminal);
  const { diagnostics } = await checkDocument(document, input.folder);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0) {
    const found = reportDiagnostics(input.text, document, errors);
    terminal.err(reportText([{ file: path, kind: kindId(input.recognised), diagnostics: found }]));
    return EXIT_INPUT_ERRORS;
  }
  const root = findRepositoryRoot(import.meta.dirname, terminal.environment);
  const located = locateRunner(root, terminal.environment);
  if (!located.ok) {
    throw new CommandError(located.problem, EXIT_RUN_FAILED);
  }
  const folder = await mkdtemp(join(tmpdir(), 'pipewright-run-'));
  let isFailed = true;
  try {
    const plan = expand(document, {
      input,
      catalogue: catalogueFor(document.target),
      filesFolder: join(folder, RUN_FILES_FOLDER),
      parameters: options.parameters,
    });
    const run = new HeadlessRun({
      plan,
      folder,
      options,
      installation: located.installation,
      terminal,
    });
    isFailed = !(await run.toItsEnd());
    return isFailed ? EXIT_RUN_FAILED : EXIT_DONE;
  } catch (error) {
    // The call or the input is to blame: the folder holds nothing worth a look.
    isFailed = !(error instanceof CommandError);
    throw error;
  } finally {
    if (isFailed) {
      terminal.err(`The run's plan, config files and log are in ${folder}\n`);
    } else {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function readCall(args: string[]): { path: string; options: RunOptions } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      param: { type: 'string', multiple: true, default: [] },
      for: { type: 'string' },
      runtime: { type: 'string', default: 'auto' },
      json: { type: 'boolean', default: false },
      metadata: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) {
    throw new CommandError('run takes one file. See pipewright run --help.');
  }
  if (!isRuntime(values.runtime)) {
    throw new CommandError(`--runtime takes ${RUNTIMES.join(', ')}, but got "${values.runtime}".`);
  }
  return {
    path,
    options: {
      json: values.json,
      runtime: values.runtime,
      parameters: readParameters(values.param),
      limitMillis: values.for === undefined ? undefined : readDuration('--for', values.for),
      metadataPath: values.metadata,
      from: values.from,
    },
  };
}

function isRuntime(text: string): text is RuntimeChoice {
  return (RUNTIMES as readonly string[]).includes(text);
}

interface HeadlessRunOptions {
  readonly plan: Plan;
  readonly folder: string;
  readonly options: RunOptions;
  readonly installation: RunnerInstallation;
  readonly terminal: Terminal;
}

/** One run without an editor: until EOS, the time limit, or Ctrl-C. */
class HeadlessRun {
  readonly #options: HeadlessRunOptions;
  readonly #session: RunSession;
  readonly #metadata: MetadataFile | undefined;
  readonly #progress: ProgressLine | undefined;
  #meter: RunMeter | undefined;
  #startedPlaying: number | undefined;
  #stoppedPlaying: number | undefined;
  #limit: NodeJS.Timeout | undefined;

  constructor(options: HeadlessRunOptions) {
    this.#options = options;
    const { plan, folder, installation, terminal } = options;
    const { metadataPath, runtime, limitMillis } = options.options;
    this.#metadata =
      metadataPath === undefined
        ? undefined
        : new MetadataFile(resolve(terminal.workingFolder, metadataPath));
    this.#progress = terminal.drawsProgress
      ? new ProgressLine({
          write: (text) => terminal.err(text),
          columns: terminal.columns,
          limitSeconds: limitMillis === undefined ? undefined : limitMillis / 1000,
        })
      : undefined;
    this.#session = new RunSession({
      runId: 'run',
      plan,
      runtime,
      installation,
      environment: terminal.environment,
      folder,
      telemetryIntervalMillis: TELEMETRY_INTERVAL_MILLIS,
      needsAllMetadata: true,
    });
  }

  /** Resolves with whether the run succeeded, after its results are written. */
  async toItsEnd(): Promise<boolean> {
    const { plan, folder, terminal } = this.#options;
    const session = this.#session;
    await writeRunFolder(folder, plan);
    const log = new RunLogFile(folder);
    session.on('log', (batch) => log.append(batch));
    session.on('changed', () => this.#onChanged());
    session.on('telemetry', (bytes) => this.#onTelemetry(bytes));
    const release = this.#handleInterrupts();
    try {
      await session.start();
      await session.whenOver();
    } finally {
      release();
      clearTimeout(this.#limit);
      this.#progress?.clear();
      this.#metadata?.close();
      await log.close();
    }
    if (this.#metadata?.problem !== undefined) {
      terminal.err(`The metadata could not be written: ${this.#metadata.problem}\n`);
    }
    this.#writeResults();
    return session.state === 'finished' && this.#metadata?.problem === undefined;
  }

  /** The first Ctrl-C sends EOS, so that files are finalised; a second one kills. */
  #handleInterrupts(): () => void {
    let numInterrupts = 0;
    return this.#options.terminal.onInterrupt(() => {
      numInterrupts += 1;
      if (numInterrupts === 1) {
        void this.#session.stop();
      } else {
        void this.#session.kill();
      }
    });
  }

  #onChanged(): void {
    const { state } = this.#session;
    if (state === 'playing' && this.#startedPlaying === undefined) {
      this.#startedPlaying = performance.now();
      const { limitMillis } = this.#options.options;
      if (limitMillis !== undefined) {
        this.#limit = setTimeout(() => void this.#session.stop(), limitMillis);
      }
    }
    if (state === 'stopping' || this.#session.isOver) {
      this.#stoppedPlaying ??= performance.now();
    }
  }

  #onTelemetry(bytes: Uint8Array): void {
    const { plan } = this.#options;
    this.#meter ??= new RunMeter(streamsOf(plan, this.#session.pads), (frame) =>
      this.#metadata?.add(frame),
    );
    const meter = this.#meter;
    if (meter.push(bytes) === 'sample') {
      this.#progress?.show(this.#session.state, this.#seconds(), meter.rates());
    }
  }

  #seconds(): number {
    const start = this.#startedPlaying;
    return start === undefined ? 0 : ((this.#stoppedPlaying ?? performance.now()) - start) / 1000;
  }

  #writeResults(): void {
    const { terminal, options } = this.#options;
    const { runtime, state, problems } = this.#session;
    const summary = summarise({
      runtime,
      state,
      seconds: this.#seconds(),
      counts: this.#meter?.counts() ?? { frames: new Map(), objects: new Map(), numDropped: 0 },
      problems,
    });
    for (const problem of problems) {
      terminal.err(`${problem.severity}: ${problemText(problem)}\n`);
    }
    terminal.out(options.json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary));
  }
}
