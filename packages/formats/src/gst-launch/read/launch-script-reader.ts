/** A script -> the gst-launch commands in it, and what else of it matters to them. */
import { type LaunchArguments, readLaunchArguments } from './launch-command.ts';
import {
  isLaunchCommand,
  type Leniency,
  readShellScript,
  type ShellCommand,
} from './shell/shell-script.ts';
import {
  referenceText,
  type ShellVariables,
  ShellVariables as Variables,
} from './shell/shell-values.ts';
import { leadingText, literalText, type ShellWord, withoutStart } from './shell/shell-word.ts';

export interface ScriptNote {
  readonly kind: 'lost' | 'changed' | 'advice';
  readonly message: string;
  readonly offset: number;
}

export interface FoundLaunch {
  readonly arguments: LaunchArguments;
  readonly offset: number;
  readonly end: number;
  /** Environment variables that it runs with, with their place. */
  readonly environment: ReadonlyMap<string, { readonly value: string; readonly offset: number }>;
  readonly notes: readonly ScriptNote[];
}

export interface ReadScript {
  readonly launches: readonly FoundLaunch[];
  /** Files that the script writes, by path; both with `${name}` for what is not known. */
  readonly files: ReadonlyMap<string, string>;
  readonly notes: readonly ScriptNote[];
}

/** Reads a script whose text is masked already; offsets are the text's. */
export function readLaunchScript(text: string): ReadScript {
  const { commands, leniencies } = readShellScript(text);
  const reader = new ScriptWalk(leniencies);
  for (const command of commands) reader.visit(command);
  return reader.result();
}

const KEYWORDS = new Set([
  'do',
  'then',
  'else',
  'elif',
  'if',
  'while',
  'until',
  '{',
  '}',
  '!',
  'time',
]);
const ENDINGS = new Set(['done', 'fi', 'esac', ';;']);
/** Commands in front of another, with how many words of their own. */
const WRAPPERS: Readonly<Record<string, number>> = {
  sudo: 0,
  exec: 0,
  nohup: 0,
  env: 0,
  command: 0,
  'dbus-launch': 0,
  'xvfb-run': 0,
  stdbuf: 0,
  nice: 0,
  timeout: 1,
  taskset: 1,
  setsid: 0,
};
/** Commands that change nothing of a pipeline. */
const SILENT = new Set([
  'set',
  'echo',
  'printf',
  'trap',
  'mkdir',
  'exit',
  'wait',
  ':',
  'shift',
  'true',
  'local',
]);

class ScriptWalk {
  readonly #variables: ShellVariables = new Variables();
  readonly #exported = new Map<string, { readonly value: string; readonly offset: number }>();
  readonly #launches: FoundLaunch[] = [];
  readonly #files = new Map<string, string>();
  readonly #notes: ScriptNote[] = [];
  readonly #leniencies: readonly Leniency[];
  /** What reads another command's output is noted with that. */
  #isBehindPipe = false;

  constructor(leniencies: readonly Leniency[]) {
    this.#leniencies = leniencies;
  }

  result(): ReadScript {
    return { launches: this.#launches, files: this.#files, notes: this.#notes };
  }

  visit(command: ShellCommand): void {
    const words = this.#withoutKeywords(command.words);
    const index = words.findIndex((word) => isLaunchCommand(this.#text(word)));
    const isBehindWrappers = index >= 0 && this.#areWrappers(words.slice(0, index));
    if (isBehindWrappers) this.#visitLaunch(command, words, index);
    else if (words.length === 0) this.#assign(command);
    else if (!this.#isBehindPipe) this.#visitOther(command, words);
    this.#isBehindPipe = command.terminator.startsWith('|') && command.terminator !== '||';
  }

  #visitLaunch(command: ShellCommand, words: readonly ShellWord[], index: number): void {
    const notes: ScriptNote[] = [];
    const environment = new Map(this.#exported);
    for (const { name, value, offset } of command.assignments) {
      environment.set(name, {
        value: referenceText(this.#variables.resolve(value, 'inline')),
        offset,
      });
    }
    for (const word of words.slice(0, index)) {
      // `env` and `sudo` take assignments too.
      const text = this.#text(word) ?? '';
      const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(text);
      if (match?.[1] !== undefined) {
        environment.set(match[1], { value: match[2] ?? '', offset: word.offset });
      }
    }
    const wrappers = words.slice(0, index).filter((word) => !/=/.test(this.#text(word) ?? '='));
    const [wrapper] = wrappers;
    if (wrapper !== undefined) {
      notes.push({
        kind: 'lost',
        message: `"${wrappers.map((word) => this.#text(word)).join(' ')}" in front of gst-launch-1.0 is not part of a pipeline`,
        offset: wrapper.offset,
      });
    }
    const { offset, end } = command;
    const launch = readLaunchArguments(words.slice(index + 1), this.#variables, end);
    this.#launches.push({
      arguments: launch,
      offset: words[index]?.offset ?? offset,
      end,
      environment,
      notes: [
        ...notes,
        ...optionNotes(launch),
        ...outputNotes(command),
        ...this.#lenienciesIn(command),
      ],
    });
  }

  #lenienciesIn({ offset, end }: ShellCommand): ScriptNote[] {
    const found = new Map<Leniency['kind'], number>();
    for (const { kind, offset: place } of this.#leniencies) {
      if (place >= offset && place <= end && !found.has(kind)) found.set(kind, place);
    }
    return [...found].map(([kind, place]) => ({
      kind: 'advice',
      message: LENIENCIES[kind],
      offset: place,
    }));
  }

  #withoutKeywords(words: readonly ShellWord[]): readonly ShellWord[] {
    let start = 0;
    while (KEYWORDS.has(literalText(words[start]) ?? '')) start += 1;
    return words.slice(start);
  }

  #areWrappers(words: readonly ShellWord[]): boolean {
    let numOwn = 0;
    return words.every((word) => {
      const text = this.#text(word) ?? '';
      if (text.startsWith('-') || /^[A-Za-z_]\w*=/.test(text)) return true;
      if (Object.hasOwn(WRAPPERS, text)) {
        numOwn = WRAPPERS[text] ?? 0;
        return true;
      }
      numOwn -= 1;
      return numOwn >= 0 || /^\d+$/.test(text);
    });
  }

  #assign({ assignments }: ShellCommand): void {
    for (const { name, value } of assignments) this.#variables.assign(name, value);
  }

  #visitOther(command: ShellCommand, words: readonly ShellWord[]): void {
    const name = this.#text(words[0]) ?? '';
    const rest = words.slice(1);
    switch (name) {
      case 'export':
      case 'declare':
      case 'readonly':
      case 'local':
      case 'typeset':
        for (const word of rest) this.#declare(word, name === 'export');
        return;
      case 'for':
      case 'read':
        for (const word of rest.slice(0, 1)) this.#variables.forget(this.#text(word) ?? '');
        if (name === 'for')
          this.#noteOther(command, "a shell's loop is not followed: the pipeline is read once");
        return;
      case 'cat':
      case 'tee':
        if (this.#takeFile(command, rest)) return;
        break;
      case 'cd':
        this.#noteOther(
          command,
          'relative paths start at the folder of the document, not where "cd" leads',
        );
        return;
    }
    if (SILENT.has(name) || ENDINGS.has(name) || name === '') return;
    if (name.endsWith('()') || name === 'function') return;
    this.#noteOther(command, `the script also runs "${name}", which is not part of a pipeline`);
  }

  #declare(word: ShellWord, isExported: boolean): void {
    const match = /^([A-Za-z_]\w*)=/.exec(leadingText(word));
    const name = match?.[1] ?? this.#text(word) ?? '';
    if (match !== null) this.#variables.assign(name, withoutStart(word, match[0].length));
    const value = this.#variables.text(name);
    if (isExported && value !== undefined) this.#exported.set(name, { value, offset: word.offset });
  }

  /** `cat > FILE <<EOF`: a config file that the script brings along. */
  #takeFile({ redirections, hereDocuments }: ShellCommand, rest: readonly ShellWord[]): boolean {
    const [document] = hereDocuments;
    if (document === undefined) return false;
    const output = redirections.find(({ operator }) => /^1?>>?$/.test(operator))?.target;
    const target = output ?? rest.find((word) => !leadingText(word).startsWith('-'));
    if (target === undefined) return false;
    const path = referenceText(this.#variables.resolve(target, 'inline'));
    const text = document.isLiteral ? document.text : this.#expandText(document.text);
    this.#files.set(path, text);
    return true;
  }

  /** A here-document's variables; what is not known stays as it is written. */
  #expandText(text: string): string {
    return text.replace(
      /\\([$`\\])|\\\n|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g,
      (whole, escaped: string | undefined, plain?: string, braced?: string) => {
        if (escaped !== undefined) return escaped;
        const name = plain ?? braced;
        if (name === undefined) return '';
        if (!this.#variables.has(name)) return whole;
        const word: ShellWord = {
          pieces: [{ kind: 'variable', name, offset: 0, isQuoted: true }],
          offset: 0,
          end: 0,
        };
        return referenceText(this.#variables.resolve(word, 'inline'));
      },
    );
  }

  #text(word: ShellWord | undefined): string | undefined {
    if (word === undefined) return undefined;
    const pieces = this.#variables.resolve(word, 'inline');
    return pieces.every((piece) => piece.kind === 'text')
      ? pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')
      : undefined;
  }

  #noteOther({ offset }: ShellCommand, message: string): void {
    if (this.#notes.some((note) => note.message === message)) return;
    this.#notes.push({ kind: 'advice', message, offset });
  }
}

function optionNotes({ options }: LaunchArguments): ScriptNote[] {
  const [first] = options;
  if (first === undefined) return [];
  const written = options.map(({ text }) => text).join(' ');
  return [
    {
      kind: 'advice',
      message: `${written}: options of gst-launch-1.0 itself are not part of a pipeline; a run here always ends with EOS and has its own log`,
      offset: first.offset,
    },
  ];
}

function outputNotes({ redirections, terminator, end }: ShellCommand): ScriptNote[] {
  const [first] = redirections;
  const notes: ScriptNote[] = [];
  if (first !== undefined) {
    notes.push({
      kind: 'advice',
      message: 'where the output of gst-launch-1.0 goes is not part of a pipeline',
      offset: first.offset,
    });
  }
  if (terminator === '|' || terminator === '|&') {
    notes.push({
      kind: 'advice',
      message: 'what reads the output of gst-launch-1.0 is not part of a pipeline',
      offset: end,
    });
  }
  return notes;
}

const LENIENCIES: Readonly<Record<Leniency['kind'], string>> = {
  'space-behind-backslash':
    'a shell would end the command here: there are spaces behind the backslash at the end of the line',
  'missing-backslash':
    'a shell would end the command here: a backslash is missing at the end of the line',
  'comment-inside': 'a shell would end the command at this comment',
  'bare-parenthesis': 'a shell needs quotes around "(" and ")"',
  'bare-ampersand': 'a shell needs quotes around "&"',
  placeholder: 'this is a placeholder: put a value in its place',
};
