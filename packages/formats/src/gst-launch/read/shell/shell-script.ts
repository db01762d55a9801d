/** A shell script -> its simple commands. What a pasted line lacks for a shell is made up for. */
import { readQuotedPart } from './shell-quoting.ts';
import {
  leadingText,
  literalText,
  type ShellWord,
  WordBuilder,
  withoutStart,
} from './shell-word.ts';

export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord;
  readonly offset: number;
}

export interface Redirection {
  /** `>`, `2>&1`, `<`, `<<` ... without its target. */
  readonly operator: string;
  readonly target: ShellWord | undefined;
  readonly offset: number;
}

export interface HereDocument {
  readonly text: string;
  /** The delimiter is quoted: nothing in the text is expanded. */
  readonly isLiteral: boolean;
  readonly offset: number;
}

export interface ShellCommand {
  readonly assignments: readonly ShellAssignment[];
  readonly words: readonly ShellWord[];
  readonly redirections: readonly Redirection[];
  readonly hereDocuments: readonly HereDocument[];
  readonly offset: number;
  readonly end: number;
  /** What ends it: `|`, `&`, `;`, `&&`, `||`, or nothing at the end of a line. */
  readonly terminator: string;
}

/** Where the text was taken for what a shell would not take it for. */
export interface Leniency {
  readonly kind:
    | 'space-behind-backslash'
    | 'missing-backslash'
    | 'comment-inside'
    | 'bare-parenthesis'
    | 'bare-ampersand'
    | 'placeholder';
  readonly offset: number;
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly leniencies: readonly Leniency[];
}

export interface ShellOptions {
  /** The text is a pipeline without a command in front: only spaces and quotes mean anything. */
  readonly isBarePipeline?: boolean;
}

export function readShellScript(text: string, options: ShellOptions = {}): ShellScript {
  return new ScriptReader(text, options.isBarePipeline ?? false).read();
}

/** As a word of a command: what follows it is a pipeline. */
export function isLaunchCommand(text: string | undefined): boolean {
  return text !== undefined && /(?:^|\/)gst-launch(?:-1\.0|-0\.10)?(?:\.exe)?$/.test(text);
}

const OPERATOR = /^(?:&&|\|\||;;|\|&|&>>|[&|;])/;
const REDIRECTION = /^(?:\d*(?:>>|>&|>\||>|<<<|<<-|<<|<&|<>|<)|&>>?)/;
const PLACEHOLDER = /^<[A-Za-z][^<>\n]{0,79}>/;
const ASSIGNMENT = /^([A-Za-z_]\w*)\+?=/;

/** A here-document whose body starts in the next line. */
interface PendingHereDocument {
  readonly operator: string;
  readonly target: ShellWord;
  readonly documents: HereDocument[];
}

class ScriptReader {
  readonly #text: string;
  readonly #isBarePipeline: boolean;
  readonly #commands: ShellCommand[] = [];
  readonly #leniencies: Leniency[] = [];
  #offset = 0;
  #words: ShellWord[] = [];
  #assignments: ShellAssignment[] = [];
  #redirections: Redirection[] = [];
  #hereDocuments: HereDocument[] = [];
  #pending: PendingHereDocument[] = [];
  #isLaunch = false;

  constructor(text: string, isBarePipeline: boolean) {
    this.#text = text;
    this.#isBarePipeline = isBarePipeline;
    this.#isLaunch = isBarePipeline;
  }

  read(): ShellScript {
    while (this.#offset < this.#text.length) this.#step();
    this.#endCommand('');
    return { commands: this.#commands, leniencies: this.#leniencies };
  }

  #step(): void {
    const text = this.#text;
    const character = text[this.#offset] ?? '';
    if (character === '\n') {
      this.#newline();
    } else if (/[ \t\r\f\v]/.test(character)) {
      this.#offset += 1;
    } else if (this.#continuation() > 0) {
      this.#offset += this.#continuation();
    } else if (character === '#') {
      this.#comment();
    } else if (!this.#operator() && !this.#redirection()) {
      this.#word();
    }
  }

  /** How long a backslash with the line's end is; spaces between the two are an oversight. */
  #continuation(): number {
    if (this.#text[this.#offset] !== '\\') return 0;
    const match = /^\\([ \t]*)\r?\n(?:[ \t]*>[ \t]+)?/.exec(
      this.#text.slice(this.#offset, this.#offset + 200),
    );
    if (match === null) return 0;
    if (match[1] !== '') this.#note('space-behind-backslash', this.#offset);
    return match[0].length;
  }

  #newline(): void {
    if (this.#isLaunch && this.#goesOn(this.#offset + 1)) {
      if (!this.#isBarePipeline) this.#note('missing-backslash', this.#offset);
      this.#offset += 1;
      return;
    }
    this.#offset += 1;
    this.#readHereDocuments();
    if (!this.#isBarePipeline) this.#endCommand('');
  }

  /** Whether a pipeline clearly goes on in the next line: there is a `!` on one side of the end. */
  #goesOn(next: number): boolean {
    const last = this.#words.at(-1);
    const endsWithLink = last !== undefined && literalText(last)?.endsWith('!') === true;
    const following = /^(?:[ \t\r]*(?:#[^\n]*)?\n)*[ \t]*(\S+)/.exec(
      this.#text.slice(next, next + 1000),
    )?.[1];
    if (following === undefined) return false;
    if (following.startsWith('!')) return true;
    return endsWithLink && !isLaunchCommand(following);
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#offset);
    const isInside = this.#isLaunch && this.#words.length > 1;
    if (isInside && end >= 0 && this.#goesOn(end + 1)) {
      this.#note('comment-inside', this.#offset);
      this.#offset = end + 1;
      return;
    }
    this.#offset = end < 0 ? this.#text.length : end;
  }

  #operator(): boolean {
    if (this.#isBarePipeline) return false;
    const operator = OPERATOR.exec(this.#text.slice(this.#offset, this.#offset + 3))?.[0];
    if (operator === undefined || operator.startsWith('&>')) return false;
    if (operator === '&' && /^&>/.test(this.#text.slice(this.#offset, this.#offset + 2))) {
      return false;
    }
    this.#offset += operator.length;
    this.#endCommand(operator);
    return true;
  }

  #redirection(): boolean {
    if (this.#isBarePipeline) return false;
    const rest = this.#text.slice(this.#offset, this.#offset + 100);
    const operator = REDIRECTION.exec(rest)?.[0];
    if (operator === undefined || (this.#isLaunch && PLACEHOLDER.test(rest))) return false;
    const offset = this.#offset;
    this.#offset += operator.length;
    while (/[ \t]/.test(this.#text[this.#offset] ?? '')) this.#offset += 1;
    const target = this.#readWord();
    this.#redirections.push({ operator, target, offset });
    if (/^\d*<<-?$/.test(operator) && target !== undefined) {
      this.#pending.push({ operator, target, documents: this.#hereDocuments });
    }
    return true;
  }

  #word(): void {
    const word = this.#readWord();
    if (word === undefined) {
      // A bracket of a group or a subshell.
      this.#offset += 1;
      return;
    }
    const name = ASSIGNMENT.exec(leadingText(word))?.[1];
    if (this.#words.length === 0 && name !== undefined && !this.#isBarePipeline) {
      const length = ASSIGNMENT.exec(leadingText(word))?.[0].length ?? 0;
      this.#assignments.push({ name, value: withoutStart(word, length), offset: word.offset });
      return;
    }
    this.#words.push(word);
    if (isLaunchCommand(literalText(word))) this.#isLaunch = true;
  }

  #readWord(): ShellWord | undefined {
    const start = this.#offset;
    const word = new WordBuilder();
    while (this.#offset < this.#text.length) {
      const character = this.#text[this.#offset] ?? '';
      if (/[ \t\r\n\f\v]/.test(character)) break;
      const continuation = this.#continuation();
      if (continuation > 0) {
        this.#offset += continuation;
        continue;
      }
      const quoted = readQuotedPart(this.#text, this.#offset, word);
      if (quoted !== undefined) {
        this.#offset = quoted;
        continue;
      }
      if (character === '<' && this.#takePlaceholder(word)) continue;
      if (this.#endsWord(character, word)) break;
      word.addCharacter(character, this.#offset);
      this.#offset += 1;
    }
    return word.isStarted ? word.finish(start, this.#offset) : undefined;
  }

  /** Whether a character with a meaning to the shell ends the word; else it is part of it. */
  #endsWord(character: string, word: WordBuilder): boolean {
    if (this.#isBarePipeline) return false;
    switch (character) {
      case '(':
      case ')':
        if (!this.#isLaunch) return true;
        this.#note('bare-parenthesis', this.#offset);
        return false;
      case '&': {
        const isInAddress = /:\/\/[^\s]*$/.test(word.text);
        if (!isInAddress || !/[\w%]/.test(this.#text[this.#offset + 1] ?? '')) return true;
        this.#note('bare-ampersand', this.#offset);
        return false;
      }
      case '<':
      case '>':
      case '|':
      case ';':
        return true;
      default:
        return false;
    }
  }

  /** `<name>` in a pipeline is to be replaced by its reader; its spaces belong to it. */
  #takePlaceholder(word: WordBuilder): boolean {
    const rest = this.#text.slice(this.#offset, this.#offset + 100);
    const placeholder = this.#isLaunch ? PLACEHOLDER.exec(rest)?.[0] : undefined;
    if (placeholder === undefined) return false;
    this.#note('placeholder', this.#offset);
    for (const character of placeholder) {
      word.addCharacter(character, this.#offset);
      this.#offset += character.length;
    }
    return true;
  }

  /** Bodies of the here-documents that the line just ended asks for. */
  #readHereDocuments(): void {
    for (const { operator, target, documents } of this.#pending) {
      const delimiter = literalText(target) ?? '';
      const isLiteral = /['"\\]/.test(this.#text.slice(target.offset, target.end));
      const lines: string[] = [];
      const offset = this.#offset;
      while (this.#offset < this.#text.length) {
        const end = this.#text.indexOf('\n', this.#offset);
        const line = this.#text.slice(this.#offset, end < 0 ? undefined : end).replace(/\r$/, '');
        this.#offset = end < 0 ? this.#text.length : end + 1;
        const stripped = operator.endsWith('-') ? line.replace(/^\t+/, '') : line;
        if (stripped === delimiter) break;
        lines.push(stripped);
      }
      documents.push({ text: lines.map((line) => `${line}\n`).join(''), isLiteral, offset });
    }
    this.#pending = [];
  }

  #endCommand(terminator: string): void {
    const first = this.#assignments[0]?.offset ?? this.#words[0]?.offset;
    if (first !== undefined) {
      this.#commands.push({
        assignments: this.#assignments,
        words: this.#words,
        redirections: this.#redirections,
        hereDocuments: this.#hereDocuments,
        offset: Math.min(first, this.#words[0]?.offset ?? first),
        end: this.#words.at(-1)?.end ?? this.#offset,
        terminator,
      });
    }
    [this.#words, this.#assignments, this.#redirections, this.#hereDocuments] = [[], [], [], []];
    this.#isLaunch = this.#isBarePipeline;
  }

  #note(kind: Leniency['kind'], offset: number): void {
    this.#leniencies.push({ kind, offset });
  }
}
