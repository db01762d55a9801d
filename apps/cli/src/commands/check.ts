/** `pipewright check FILE...` */
import { parseArgs } from 'node:util';
import type { Target } from '@pipewright/graph';
import { rules } from '@pipewright/rules';
import { checkInput } from '../check/check-input.ts';
import type { FileReport } from '../check/report.ts';
import { reportText } from '../check/report-text.ts';
import { toSarif } from '../check/sarif.ts';
import { CommandError, EXIT_DONE } from '../exit-codes.ts';
import { readInput } from '../input/read-input.ts';
import { readTarget } from '../input/target-options.ts';
import type { Terminal } from '../terminal.ts';
import { VERSION } from '../version.ts';

export async function checkCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      target: { type: 'string' },
      deepstream: { type: 'string' },
      json: { type: 'boolean', default: false },
      sarif: { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0) {
    throw new CommandError('check needs at least one file. See pipewright --help.');
  }
  if (values.json && values.sarif) {
    throw new CommandError('--json and --sarif exclude each other.');
  }
  const target = readTarget({
    platform: { name: '--target', value: values.target },
    deepstream: { name: '--deepstream', value: values.deepstream },
  });
  const reports: FileReport[] = [];
  let exitCode = EXIT_DONE;
  for (const path of positionals) {
    const checked = await checkPath(path, target, terminal);
    reports.push(checked.report);
    exitCode = Math.max(exitCode, checked.exitCode);
  }
  if (values.json) {
    terminal.out(`${JSON.stringify({ files: reports }, null, 2)}\n`);
  } else if (values.sarif) {
    const titles = new Map(rules.map(({ id, title }) => [id, title]));
    terminal.out(`${JSON.stringify(toSarif(reports, VERSION, titles), null, 2)}\n`);
  } else {
    terminal.out(reportText(reports.filter((report) => !isUnreadable(report))));
  }
  return exitCode;
}

/** A file that can't be read is told on stderr, and does not keep the others from being checked. */
async function checkPath(
  path: string,
  target: Partial<Target>,
  terminal: Terminal,
): Promise<{ report: FileReport; exitCode: number }> {
  try {
    return await checkInput(await readInput(path, terminal), target);
  } catch (error) {
    if (!(error instanceof CommandError)) {
      throw error;
    }
    terminal.err(`${error.message}\n`);
    const diagnostic = { code: UNREADABLE, severity: 'error', message: error.message } as const;
    return {
      report: { file: path, kind: 'unknown', diagnostics: [diagnostic] },
      exitCode: error.exitCode,
    };
  }
}

const UNREADABLE = 'unreadable-input';

function isUnreadable({ diagnostics }: FileReport): boolean {
  return diagnostics.some(({ code }) => code === UNREADABLE);
}
