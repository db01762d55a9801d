/** Quotes, escapes and expansions inside of a shell word. */
import {
  type CommandPiece,
  type ShellWord,
  type VariablePiece,
  WordBuilder,
} from './shell-word.ts';

/** Reads one quoted part or expansion at `offset` into the word; returns where it ends. */
export function readQuotedPart(
  text: string,
  offset: number,
  word: WordBuilder,
): number | undefined {
  switch (text[offset]) {
    case "'":
      return readSingleQuotes(text, offset, word);
    case '"':
      return readDoubleQuotes(text, offset, word);
    case '\\': {
      const character = characterAt(text, offset + 1);
      word.addCharacter(character === '' ? '\\' : character, offset + 1);
      return offset + 1 + character.length;
    }
    case '`':
      return readBackticks(text, offset, word, false);
    case '$':
      return readDollar(text, offset, word, false);
    default:
      return undefined;
  }
}

/** A quote that is never closed is a character like any other. */
function readSingleQuotes(text: string, offset: number, word: WordBuilder): number | undefined {
  const end = text.indexOf("'", offset + 1);
  if (end < 0) return undefined;
  word.addText('', offset);
  for (let index = offset + 1; index < end; index++) word.addCharacter(text[index] ?? '', index);
  return end + 1;
}

function readDoubleQuotes(text: string, offset: number, word: WordBuilder): number | undefined {
  if (endOfDoubleQuotes(text, offset) === undefined) return undefined;
  word.addText('', offset);
  let index = offset + 1;
  while (text[index] !== '"' && index < text.length) {
    const character = text[index] ?? '';
    const next = text[index + 1] ?? '';
    if (character === '\\' && /[$`"\\]/.test(next)) {
      word.addCharacter(next, index + 1);
      index += 2;
    } else if (character === '\\' && /^\\\r?\n/.test(text.slice(index, index + 3))) {
      index += next === '\r' ? 3 : 2;
    } else {
      const end =
        character === '$'
          ? readDollar(text, index, word, true)
          : character === '`'
            ? readBackticks(text, index, word, true)
            : undefined;
      if (end === undefined) word.addCharacter(character, index);
      index = end ?? index + 1;
    }
  }
  return index + 1;
}

function endOfDoubleQuotes(text: string, offset: number): number | undefined {
  for (let index = offset + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"') return index;
  }
  return undefined;
}

function readBackticks(
  text: string,
  offset: number,
  word: WordBuilder,
  isQuoted: boolean,
): number | undefined {
  const end = text.indexOf('`', offset + 1);
  if (end < 0) return undefined;
  word.addPiece({ kind: 'command', text: text.slice(offset, end + 1), offset, isQuoted });
  return end + 1;
}

function readDollar(
  text: string,
  offset: number,
  word: WordBuilder,
  isQuoted: boolean,
): number | undefined {
  const next = text[offset + 1] ?? '';
  if (next === '(') {
    const end = endOfBrackets(text, offset + 1, '(', ')');
    if (end === undefined) return undefined;
    const piece: CommandPiece = {
      kind: 'command',
      text: text.slice(offset, end),
      offset,
      isQuoted,
    };
    word.addPiece(piece);
    return end;
  }
  if (next === '{') return readBraces(text, offset, word, isQuoted);
  if (next === "'" && !isQuoted) return readAnsiQuotes(text, offset + 1, word);
  if (next === '"' && !isQuoted) return readDoubleQuotes(text, offset + 1, word);
  const name = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(text.slice(offset + 1, offset + 80))?.[0];
  if (name === undefined) return undefined;
  word.addPiece({ kind: 'variable', name, offset, isQuoted });
  return offset + 1 + name.length;
}

function readBraces(
  text: string,
  offset: number,
  word: WordBuilder,
  isQuoted: boolean,
): number | undefined {
  const end = endOfBrackets(text, offset + 1, '{', '}');
  if (end === undefined) return undefined;
  const inside = text.slice(offset + 2, end - 1);
  const match = /^([A-Za-z_]\w*|[0-9@*]+)(.*)$/s.exec(inside);
  const [, name = inside, rest = ''] = match ?? [];
  const fallback = /^:?[-=]/.exec(rest)?.[0];
  const piece: VariablePiece = {
    kind: 'variable',
    name,
    offset,
    isQuoted,
    ...(fallback !== undefined && {
      fallback: readText(text, end - 1 - (rest.length - fallback.length), end - 1),
    }),
    ...(rest !== '' && fallback === undefined && !/^:?\?/.test(rest) && { operation: rest }),
  };
  word.addPiece(match === null ? { ...piece, operation: inside } : piece);
  return end;
}

/** A part of the text as one word, whatever spaces it has. */
function readText(text: string, start: number, end: number): ShellWord {
  const word = new WordBuilder();
  const part = text.slice(0, end);
  for (let index = start; index < end; ) {
    const next = readQuotedPart(part, index, word);
    if (next === undefined) word.addCharacter(part[index] ?? '', index);
    index = next ?? index + 1;
  }
  return word.finish(start, end);
}

function endOfBrackets(
  text: string,
  offset: number,
  open: string,
  close: string,
): number | undefined {
  let depth = 0;
  for (let index = offset; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') index++;
    else if (character === "'" && open === '(') {
      const end = text.indexOf("'", index + 1);
      if (end < 0) return undefined;
      index = end;
    } else if (character === open) depth++;
    else if (character === close && --depth === 0) return index + 1;
  }
  return undefined;
}

const ANSI_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  E: '\x1b',
};

const ANSI_CODE = /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|([0-7]{1,3}))/;

/** `$'...'` of bash: escapes as in C. `offset` is the quote's. */
function readAnsiQuotes(text: string, offset: number, word: WordBuilder): number | undefined {
  if (!/^'(?:\\[\s\S]|[^'\\])*'/.test(text.slice(offset))) return undefined;
  word.addText('', offset);
  let index = offset + 1;
  while (text[index] !== "'") {
    if (text[index] !== '\\') {
      word.addCharacter(text[index] ?? '', index);
      index += 1;
      continue;
    }
    const [code, hex, unicode, octal] = ANSI_CODE.exec(text.slice(index + 1, index + 6)) ?? [];
    const letter = text[index + 1] ?? '';
    if (code === undefined) {
      word.addText(ANSI_ESCAPES[letter] ?? letter, index);
      index += 2;
    } else {
      const number = Number.parseInt(hex ?? unicode ?? octal ?? '0', octal === undefined ? 16 : 8);
      word.addText(String.fromCharCode(number), index);
      index += 1 + code.length;
    }
  }
  return index + 1;
}

function characterAt(text: string, offset: number): string {
  const point = text.codePointAt(offset);
  return point === undefined ? '' : String.fromCodePoint(point);
}
