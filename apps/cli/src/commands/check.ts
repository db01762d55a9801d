/** `pipewright check FILE...` */
import { parseArgs } from 'node:util';
import { rules } from '@pipewright/rules';
import { type CheckOptions, checkInput } from '../check/check-input.ts';
import type { FileReport } from '../check/report.ts';
import { reportText } from '../check/report-text.ts';
import { toSarif } from '../check/sarif.ts';
import { CommandError, EXIT_DONE } from '../exit-codes.ts';
import { readInput } from '../input/read-input.ts';
import { readTarget } from '../input/target-options.ts';
import { ProgressBar } from '../progress-bar.ts';
import { styleFor } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { VERSION } from '../version.ts';

export async function checkCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      target: { type: 'string' },
      deepstream: { type: 'string' },
      from: { type: 'string' },
      'no-files': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      sarif: { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0) {
    throw new CommandError('check needs at least one file. See pipewright check --help.');
  }
  if (values.json && values.sarif) {
    throw new CommandError('--json and --sarif exclude each other.');
  }
  const options: CheckOptions = {
    target: readTarget({
      platform: { name: '--target', value: values.target },
      deepstream: { name: '--deepstream', value: values.deepstream },
    }),
    looksAtFiles: !values['no-files'],
  };
  const reports: FileReport[] = [];
  let exitCode = EXIT_DONE;
  const progress = new ProgressBar(terminal, 'Checking', positionals.length);
  for (const path of positionals) {
    progress.show(reports.length, path);
    const checked = await checkPath(path, values.from, options, terminal, progress);
    reports.push(checked.report);
    exitCode = Math.max(exitCode, checked.exitCode);
  }
  progress.clear();
  if (values.json) {
    terminal.out(`${JSON.stringify({ files: reports }, null, 2)}\n`);
  } else if (values.sarif) {
    terminal.out(`${JSON.stringify(toSarif(reports, VERSION, rules), null, 2)}\n`);
  } else {
    const readable = reports.filter((report) => !isUnreadable(report));
    terminal.out(reportText(readable, styleFor(terminal.usesColour)));
  }
  return exitCode;
}

/** A file that can't be read is told on stderr, and does not keep the others from being checked. */
async function checkPath(
  path: string,
  from: string | undefined,
  options: CheckOptions,
  terminal: Terminal,
  progress: ProgressBar,
): Promise<{ report: FileReport; exitCode: number }> {
  try {
    return await checkInput(await readInput(path, terminal, from), options);
  } catch (error) {
    if (!(error instanceof CommandError)) {
      throw error;
    }
    progress.clear();
    terminal.err(`${error.message}\n`);
    const diagnostic = { code: UNREADABLE, severity: 'error', message: error.message } as const;
    return {
      report: { file: path, kind: 'unknown', diagnostics: [diagnostic] },
      exitCode: error.exitCode,
    };
  }
}

/** Of a file that is no input at all; a text of a known kind with errors has lines to point at. */
const UNREADABLE = 'unusable-input';

function isUnreadable({ diagnostics }: FileReport): boolean {
  return diagnostics.some(({ code }) => code === UNREADABLE);
}
