/** Picks the command, and turns whatever ends it into an exit code. */
import { CommandError, EXIT_DONE, EXIT_UNUSABLE } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { COMMAND_USAGE, USAGE } from './usage.ts';
import { VERSION } from './version.ts';

type Command = (args: string[], terminal: Terminal) => Promise<number>;

/** Loaded when asked for: `--help` needs no catalogue. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./commands/check.ts')).checkCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  run: async () => (await import('./commands/run.ts')).runCommand,
  control: async () => (await import('./commands/control.ts')).controlCommand,
  inspect: async () => (await import('./commands/inspect.ts')).inspectCommand,
  worker: async () => (await import('./commands/worker.ts')).workerCommand,
  completion: async () => (await import('./commands/completion.ts')).completionCommand,
};

/** Runs `pipewright ARGS`; resolves with the exit code. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    terminal.err(USAGE);
    return EXIT_UNUSABLE;
  }
  if (name === '--help' || name === '-h' || rest.includes('--help') || rest.includes('-h')) {
    terminal.out((Object.hasOwn(COMMAND_USAGE, name) ? COMMAND_USAGE[name] : undefined) ?? USAGE);
    return EXIT_DONE;
  }
  if (name === '--version') {
    terminal.out(`${VERSION}\n`);
    return EXIT_DONE;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    terminal.err(
      `There is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}. See pipewright --help.\n`,
    );
    return EXIT_UNUSABLE;
  }
  try {
    const command = await load();
    return await command(rest, terminal);
  } catch (error) {
    if (error instanceof CommandError) {
      terminal.err(`${error.message}\n`);
      return error.exitCode;
    }
    if (isArgumentError(error)) {
      terminal.err(`${error.message}\n`);
      return EXIT_UNUSABLE;
    }
    throw error;
  }
}

/** What node:util's parseArgs throws for a wrong call. */
function isArgumentError(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return error instanceof Error && code?.startsWith('ERR_PARSE_ARGS_') === true;
}
