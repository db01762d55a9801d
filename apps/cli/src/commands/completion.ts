/** `pipewright completion SHELL` */
import { CommandError, EXIT_DONE } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { COMMAND_USAGE } from '../usage.ts';

const SHELLS: Readonly<Record<string, () => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export async function completionCommand(args: string[], terminal: Terminal): Promise<number> {
  const [shell, ...others] = args;
  const write = shell !== undefined && Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (write === undefined || others.length > 0) {
    const got = shell === undefined ? 'is missing' : `got "${args.join(' ')}"`;
    throw new CommandError(`completion takes ${Object.keys(SHELLS).join(', ')}, but ${got}.`);
  }
  terminal.out(write());
  return EXIT_DONE;
}

interface CompletedOption {
  readonly name: string;
  /** Words that may follow it; empty where any text or file may. */
  readonly values: readonly string[];
  readonly takesValue: boolean;
}

/** The options that a command's help tells of: one place says what there is. */
function optionsOf(command: string): CompletedOption[] {
  const usage = COMMAND_USAGE[command] ?? '';
  const [lines = ''] = usage.split('\nExamples:');
  const options: CompletedOption[] = [];
  for (const line of lines.split('\n').filter((each) => each.startsWith('  -'))) {
    for (const [, name = '', value] of line.matchAll(/(--?[a-z-]+)(?: ([A-Za-z0-9.|=_]+))?/g)) {
      const isChoice = value !== undefined && /^[a-z]+(?:\|[a-z]+)+$/.test(value);
      options.push({
        name,
        values: isChoice ? value.split('|') : name === '--to' ? exportIds(lines) : [],
        takesValue: value !== undefined,
      });
    }
  }
  return options;
}

function exportIds(usage: string): string[] {
  const [, list = ''] = /\n {2}--to FORMAT\s+([\s\S]*?)\n\s+-o/.exec(usage) ?? [];
  return list.split(/,\s*/).map((id) => id.trim());
}

const COMMANDS = Object.keys(COMMAND_USAGE);

/** The word that follows each of these commands. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  completion: Object.keys(SHELLS),
  control: actionsOf(COMMAND_USAGE.control ?? ''),
};

function actionsOf(usage: string): string[] {
  const [, list = ''] = /\nActions:\n([\s\S]*?)\n\n/.exec(usage) ?? [];
  return [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name = '']) => name);
}

function bashCompletion(): string {
  const cases = COMMANDS.map((command) => {
    const names = optionsOf(command).map(({ name }) => name);
    return `    ${command}) options="${[...names, '--help'].join(' ')}" ;;`;
  });
  const values = valuesByOption().map(
    ([name, words]) =>
      `    ${name}) COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$word")); return ;;`,
  );
  const words = Object.entries(WORDS).map(
    ([command, list]) =>
      `    ${command}) COMPREPLY=($(compgen -W "${list.join(' ')}" -- "$word")); return ;;`,
  );
  return `# bash completion for pipewright
_pipewright() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" options=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${COMMANDS.join(' ')} --help --version" -- "$word"))
    return
  fi
  case "$before" in
${values.join('\n')}
${words.join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  if [[ "$word" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _pipewright pipewright
`;
}

function zshCompletion(): string {
  const cases = COMMANDS.map((command) => {
    const specs = optionsOf(command).map(({ name, values, takesValue }) => {
      if (!takesValue) return `'${name}'`;
      return `'${name}:value:${values.length > 0 ? `(${values.join(' ')})` : '_files'}'`;
    });
    const words = WORDS[command];
    const first = words === undefined ? [] : [`'1:word:(${words.join(' ')})'`];
    return `    ${command}) _arguments ${[...specs, ...first, "'*:file:_files'"].join(' ')} ;;`;
  });
  return `#compdef pipewright
_pipewright() {
  if (( CURRENT == 2 )); then
    compadd ${COMMANDS.join(' ')} --help --version
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
_pipewright "$@"
`;
}

function fishCompletion(): string {
  const lines = [
    '# fish completion for pipewright',
    `complete -c pipewright -n __fish_use_subcommand -f -a "${COMMANDS.join(' ')}"`,
  ];
  for (const command of COMMANDS) {
    const condition = `-n "__fish_seen_subcommand_from ${command}"`;
    for (const { name, values, takesValue } of optionsOf(command)) {
      const flag = name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`;
      const value = values.length > 0 ? ` -x -a "${values.join(' ')}"` : takesValue ? ' -r' : '';
      lines.push(`complete -c pipewright ${condition} ${flag}${value}`);
    }
  }
  for (const [command, words] of Object.entries(WORDS)) {
    lines.push(
      `complete -c pipewright -n "__fish_seen_subcommand_from ${command}" -f -a "${words.join(' ')}"`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Options with a choice of words, each once: they mean the same in all commands. */
function valuesByOption(): [string, readonly string[]][] {
  const found = new Map<string, readonly string[]>();
  for (const command of COMMANDS) {
    for (const { name, values } of optionsOf(command)) {
      if (values.length > 0) found.set(name, values);
    }
  }
  return [...found];
}
