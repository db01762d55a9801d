/** `pipewright run FILE` */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogueFor } from '@pipewright/catalogue';
import { kindId } from '@pipewright/formats';
import type { Plan } from '@pipewright/graph';
import { positionIn } from '@pipewright/rules';
import {
  diagnosisText,
  findRepositoryRoot,
  locateRunner,
  RUN_FILES_FOLDER,
  type RunnerInstallation,
  type RuntimeChoice,
} from '@pipewright/supervisor';
import { checkDocument } from '../check/check-input.ts';
import { reported } from '../check/report.ts';
import { reportText } from '../check/report-text.ts';
import { CommandError, EXIT_DONE, EXIT_INPUT_ERRORS, EXIT_RUN_FAILED } from '../exit-codes.ts';
import { readDuration } from '../input/duration.ts';
import { expand } from '../input/expand.ts';
import { loadDocument } from '../input/load-document.ts';
import { readParameters } from '../input/parameters.ts';
import { readInput } from '../input/read-input.ts';
import { HeadlessRun } from '../run/headless-run.ts';
import { ProgressLine } from '../run/progress-line.ts';
import { problemText, summaryText } from '../run/run-summary.ts';
import type { Terminal } from '../terminal.ts';

const RUNTIMES: readonly RuntimeChoice[] = ['auto', 'deepstream', 'standin'];

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
    const found = errors.map(positionIn(input.text, document)).map(reported);
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
    isFailed = !(await runToItsEnd(plan, folder, located.installation, options, terminal));
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

/** Draws progress and writes the results; resolves with whether the run succeeded. */
async function runToItsEnd(
  plan: Plan,
  folder: string,
  installation: RunnerInstallation,
  options: RunOptions,
  terminal: Terminal,
): Promise<boolean> {
  const { json, runtime, limitMillis, metadataPath } = options;
  const progress = terminal.drawsProgress
    ? new ProgressLine({
        write: (text) => terminal.err(text),
        columns: terminal.columns,
        limitSeconds: limitMillis === undefined ? undefined : limitMillis / 1000,
      })
    : undefined;
  const run = new HeadlessRun({
    plan,
    folder,
    runtime,
    installation,
    environment: terminal.environment,
    limitMillis,
    metadataPath:
      metadataPath === undefined ? undefined : resolve(terminal.workingFolder, metadataPath),
    onProgress: ({ state, seconds, rates }) => progress?.show(state, seconds, rates),
    onDiagnosis: (diagnosis) => {
      progress?.clear();
      terminal.err(`doctor: ${diagnosisText(diagnosis)}\n`);
    },
  });
  // The first Ctrl-C sends EOS, so that files are finalised; a second one kills.
  let numInterrupts = 0;
  const release = terminal.onInterrupt(() => {
    numInterrupts += 1;
    if (numInterrupts === 1) run.stop();
    else run.kill();
  });
  try {
    const { succeeded, summary, problems, metadataProblem } = await run.toItsEnd();
    progress?.clear();
    if (metadataProblem !== undefined) {
      terminal.err(`The metadata could not be written: ${metadataProblem}\n`);
    }
    for (const problem of problems) {
      terminal.err(`${problem.severity}: ${problemText(problem)}\n`);
    }
    terminal.out(json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary));
    return succeeded;
  } finally {
    release();
    progress?.clear();
  }
}
