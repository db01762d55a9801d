/** What variables of a script stand for, as far as that can be told without running it. */
import { escapeReferences } from '@pipewright/graph';
import type { CommandPiece, ShellWord, TextPiece, VariablePiece, WordPiece } from './shell-word.ts';

/** A value that the script does not tell: a parameter of the document. */
export interface OpenValue {
  readonly kind: 'open';
  /** The parameter's name. */
  readonly name: string;
  /** Its value in the script, when the script has one. */
  readonly default?: string;
  readonly offset: number;
  readonly isQuoted: boolean;
  /** As the script writes it, for messages. */
  readonly written: string;
}

export type ResolvedPiece = TextPiece | OpenValue;

/** Assigned variables, in the script's order. */
export class ShellVariables {
  readonly #values = new Map<string, readonly ResolvedPiece[]>();

  assign(name: string, value: ShellWord): void {
    this.#values.set(name, this.resolve(value, 'inline'));
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Forgets a value: a loop or `read` sets the variable. */
  forget(name: string): void {
    this.#values.delete(name);
  }

  /** The text that a variable holds, when it is known in full. */
  text(name: string): string | undefined {
    const pieces = this.#values.get(name);
    return pieces === undefined ? undefined : plainText(pieces);
  }

  /**
   * A word with its variables looked up. `inline` puts known text in place; `parameters` makes
   * each variable a parameter, the known text its default.
   */
  resolve(word: ShellWord, mode: 'inline' | 'parameters'): readonly ResolvedPiece[] {
    return word.pieces.flatMap((piece) => this.resolvePiece(piece, mode));
  }

  resolvePiece(piece: WordPiece, mode: 'inline' | 'parameters'): readonly ResolvedPiece[] {
    switch (piece.kind) {
      case 'text':
        return [piece];
      case 'command':
        return [openCommand(piece)];
      case 'variable':
        return this.#resolveVariable(piece, mode);
    }
  }

  #resolveVariable(piece: VariablePiece, mode: 'inline' | 'parameters'): readonly ResolvedPiece[] {
    const { name, offset, isQuoted, fallback } = piece;
    const open: OpenValue = {
      kind: 'open',
      name: parameterName(name),
      offset,
      isQuoted,
      written: writtenAs(piece),
    };
    // Not computed, so it must not be taken for the variable itself.
    if (piece.operation !== undefined) return [{ ...open, name: `${open.name}-value` }];
    const known =
      this.#values.get(name) ??
      (fallback === undefined ? undefined : this.resolve(fallback, 'inline'));
    if (known === undefined) return [open];
    const text = plainText(known);
    // What depends on others is taken apart into them.
    if (text === undefined) return known.map((each) => placedAt(each, offset, isQuoted));
    if (mode === 'parameters') return [{ ...open, default: text }];
    return text === '' ? [] : [textAt(text, offset)];
  }
}

/** The text, when no value in it is open. */
export function plainText(pieces: readonly ResolvedPiece[]): string | undefined {
  let text = '';
  for (const piece of pieces) {
    if (piece.kind !== 'text') return undefined;
    text += piece.text;
  }
  return text;
}

/** The text with references to parameters, as a document writes them. */
export function referenceText(pieces: readonly ResolvedPiece[]): string {
  return pieces
    .map((piece) => (piece.kind === 'text' ? escapeReferences(piece.text) : `\${${piece.name}}`))
    .join('');
}

function openCommand({ text, offset, isQuoted }: CommandPiece): OpenValue {
  const words = text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '');
  return {
    kind: 'open',
    name: /^[A-Za-z]/.test(words) ? words : `command-${words}`.replace(/-$/, ''),
    offset,
    isQuoted,
    written: text.length > 60 ? `${text.slice(0, 57)}...` : text,
  };
}

function placedAt(piece: ResolvedPiece, offset: number, isQuoted: boolean): ResolvedPiece {
  return piece.kind === 'text' ? textAt(piece.text, offset) : { ...piece, offset, isQuoted };
}

function textAt(text: string, offset: number): TextPiece {
  return { kind: 'text', text, offsets: new Array<number>(text.length).fill(offset) };
}

function writtenAs({ name, operation }: VariablePiece): string {
  return operation === undefined ? `$${name}` : `\${${name}${operation}}`;
}

/** `$1` and `$@` are arguments of the script. */
function parameterName(variable: string): string {
  if (/^[A-Za-z_]\w*$/.test(variable)) return variable;
  if (/^\d+$/.test(variable)) return `argument-${variable}`;
  return variable === '@' || variable === '*' ? 'arguments' : 'shell-value';
}
