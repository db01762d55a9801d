/** Words of a shell command, as far as they are known before it runs. */

/** Literal text, each character with its place in the source. */
export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
  readonly offsets: readonly number[];
}

/** `$NAME`, `${NAME:-fallback}`, `$1`. */
export interface VariablePiece {
  readonly kind: 'variable';
  readonly name: string;
  readonly offset: number;
  /** In double quotes: its value stays one word. */
  readonly isQuoted: boolean;
  /** What stands for it when it is unset: `:-`, `-`, `:=` or `=`. */
  readonly fallback?: ShellWord;
  /** An operation on its value that is not carried out, e.g. `%.mp4`. */
  readonly operation?: string;
}

/** `$(...)`, backticks or `$((...))`: only a shell knows what comes of it. */
export interface CommandPiece {
  readonly kind: 'command';
  /** As written, with its brackets. */
  readonly text: string;
  readonly offset: number;
  readonly isQuoted: boolean;
}

export type WordPiece = TextPiece | VariablePiece | CommandPiece;

export interface ShellWord {
  readonly pieces: readonly WordPiece[];
  readonly offset: number;
  /** Behind its last character. */
  readonly end: number;
}

/** The word's text when nothing in it depends on the shell. */
export function literalText(word: ShellWord | undefined): string | undefined {
  if (word === undefined) return undefined;
  let text = '';
  for (const piece of word.pieces) {
    if (piece.kind !== 'text') return undefined;
    text += piece.text;
  }
  return text;
}

/** Its literal start: all up to the first variable. */
export function leadingText({ pieces }: ShellWord): string {
  const [first] = pieces;
  return first?.kind === 'text' ? first.text : '';
}

/** The word behind so many of its first characters, which are literal. */
export function withoutStart(word: ShellWord, length: number): ShellWord {
  const [first, ...others] = word.pieces;
  if (first?.kind !== 'text') return word;
  const rest: TextPiece = {
    kind: 'text',
    text: first.text.slice(length),
    offsets: first.offsets.slice(length),
  };
  const pieces = rest.text === '' ? others : [rest, ...others];
  return { pieces, offset: first.offsets[length] ?? word.end, end: word.end };
}

/** Gathers pieces; neighbouring texts become one. */
export class WordBuilder {
  readonly #pieces: WordPiece[] = [];
  #text = '';
  #offsets: number[] = [];
  /** An empty word in quotes is a word all the same. */
  isStarted = false;

  addText(text: string, offset: number): void {
    this.isStarted = true;
    for (let index = 0; index < text.length; index++) this.#offsets.push(offset);
    this.#text += text;
  }

  addCharacter(character: string, offset: number): void {
    this.isStarted = true;
    this.#text += character;
    for (let index = 0; index < character.length; index++) this.#offsets.push(offset + index);
  }

  addPiece(piece: WordPiece): void {
    this.isStarted = true;
    if (piece.kind === 'text') {
      this.#text += piece.text;
      this.#offsets.push(...piece.offsets);
      return;
    }
    this.#flush();
    this.#pieces.push(piece);
  }

  /** What has been added since the last variable. */
  get text(): string {
    return this.#text;
  }

  /** Whether all that has been added is text. */
  get isLiteral(): boolean {
    return this.#pieces.length === 0;
  }

  finish(offset: number, end: number): ShellWord {
    this.#flush();
    return { pieces: this.#pieces, offset, end };
  }

  #flush(): void {
    if (this.#text === '') return;
    this.#pieces.push({ kind: 'text', text: this.#text, offsets: this.#offsets });
    this.#text = '';
    this.#offsets = [];
  }
}
