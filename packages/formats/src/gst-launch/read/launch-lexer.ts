/**
 * gst-launch text -> tokens, as GStreamer's own lexer (gst/parse/parse.l) cuts it: at each place
 * the rule with the longest match wins, among equals the first.
 */

export type TokenKind =
  | 'assignment'
  | 'preset'
  | 'pad-reference'
  | 'reference'
  | 'bin-reference'
  | 'identifier'
  | 'link'
  | 'url'
  /** One character: `(`, `)`, `,` and all that belongs to no other token. */
  | 'character'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** Where it starts in the text, from 0. */
  readonly offset: number;
}

// Only what C calls space: a no-break space from a web page is a character like any other.
const SPACE = '[ \\t\\n\\r\\f\\v]';
const IDENTIFIER = '[A-Za-z0-9_][A-Za-z0-9_%:-]*';
const ASSIGN = `${SPACE}*=${SPACE}*`;

const patterns = {
  space: sticky(`${SPACE}+`),
  assignmentStart: sticky(`${IDENTIFIER}${ASSIGN}`),
  presetStart: sticky(`@preset${ASSIGN}`),
  padReference: sticky(`\\.${IDENTIFIER}`),
  reference: sticky(`${IDENTIFIER}\\.(?:${IDENTIFIER})?`),
  binReference: sticky(`${IDENTIFIER}${SPACE}*\\.${SPACE}*\\(`),
  identifier: sticky(IDENTIFIER),
  protocol: sticky('[A-Za-z][A-Za-z0-9+,.-]*://'),
  // The class is odd because GStreamer's is: it was meant as an optional `.name`.
  path: sticky('[".{_identfr}]?/'),
  // A space belongs to a value behind a backslash, whatever that backslash stands behind itself.
  bareValue: sticky('[^ \\t\\n\\r\\f\\v](?:[^ \\t\\n\\r\\f\\v]|(?<=\\\\)[ \\t\\r\\f\\v])*'),
  doubleQuoted: sticky('"(?:\\\\"|[^"])*"'),
  singleQuoted: sticky("'(?:\\\\'|[^'])*'"),
  mediaType: sticky('[A-Za-z0-9-]+/[A-Za-z0-9-]+'),
  nextCaps: sticky(`;${SPACE}*[A-Za-z0-9-]+/[A-Za-z0-9-]+`),
  spaceBeforeCaps: sticky(`${SPACE}*`),
};

function sticky(source: string): RegExp {
  return new RegExp(source, 'y');
}

/** Cuts the whole text; the last token is `end`. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < text.length) {
    const spaces = lengthOf(patterns.space, text, offset);
    offset += spaces;
    if (spaces > 0) continue;
    const token = tokenAt(text, offset);
    tokens.push(token);
    offset += token.text.length;
  }
  tokens.push({ kind: 'end', text: '', offset: text.length });
  return tokens;
}

type Rule = readonly [TokenKind, (text: string, offset: number) => number];

const rules: readonly Rule[] = [
  ['assignment', (text, offset) => withValue(patterns.assignmentStart, text, offset)],
  ['preset', (text, offset) => withValue(patterns.presetStart, text, offset)],
  ['pad-reference', (text, offset) => lengthOf(patterns.padReference, text, offset)],
  ['reference', (text, offset) => lengthOf(patterns.reference, text, offset)],
  ['bin-reference', (text, offset) => lengthOf(patterns.binReference, text, offset)],
  ['identifier', (text, offset) => lengthOf(patterns.identifier, text, offset)],
  ['link', linkLength],
  ['url', urlLength],
];

function tokenAt(text: string, offset: number): Token {
  let kind: TokenKind = 'character';
  let length = 0;
  for (const [each, lengthAt] of rules) {
    const found = lengthAt(text, offset);
    if (found > length) [kind, length] = [each, found];
  }
  if (length === 0) length = text.codePointAt(offset) === text.charCodeAt(offset) ? 1 : 2;
  return { kind, text: text.slice(offset, offset + length), offset };
}

/** How many characters match; 0 when none do. */
function lengthOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex - offset : 0;
}

/** A start and the value behind it; 0 unless there are both. */
function withValue(start: RegExp, text: string, offset: number): number {
  const before = lengthOf(start, text, offset);
  const value = before === 0 ? 0 : valueLength(text, offset + before);
  return value === 0 ? 0 : before + value;
}

function valueLength(text: string, offset: number): number {
  return Math.max(
    lengthOf(patterns.bareValue, text, offset),
    lengthOf(patterns.doubleQuoted, text, offset),
    lengthOf(patterns.singleQuoted, text, offset),
  );
}

function urlLength(text: string, offset: number): number {
  const protocol = lengthOf(patterns.protocol, text, offset);
  if (protocol > 0) return protocol + valueLength(text, offset + protocol);
  return withValue(patterns.path, text, offset);
}

/**
 * `!`, `:` or caps between two of them. The caps reach to the last link operator that can be reached
 * without passing a `!` or `;` that is not escaped.
 */
function linkLength(text: string, offset: number): number {
  if (!isOperator(text[offset])) return 0;
  const start = offset + 1 + lengthOf(patterns.spaceBeforeCaps, text, offset + 1);
  const mediaType = lengthOf(patterns.mediaType, text, start);
  if (mediaType === 0) return 1;
  let end = offset + 1;
  let position = start + mediaType;
  while (position < text.length) {
    const character = text[position];
    if (isOperator(character)) end = position + 1;
    const before = text[position - 1];
    if (character === '!' && before !== '\\') break;
    if (character === ';' && before !== '\\' && before !== ',') {
      const next = lengthOf(patterns.nextCaps, text, position);
      if (next === 0) break;
      position += next;
    } else {
      position += 1;
    }
  }
  return end - offset;
}

function isOperator(character: string | undefined): boolean {
  return character === '!' || character === ':';
}
