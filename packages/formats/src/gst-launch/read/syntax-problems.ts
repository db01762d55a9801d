/** What is wrong at a token that gst-launch's grammar has no place for, in words. */
import type { Token } from './launch-lexer.ts';
import type { LaunchProblem } from './launch-tree.ts';

/** What the grammar waits for. */
export type Expected =
  /** The start of a chain. */
  | 'chain'
  /** What `!` leads to. */
  | 'target'
  /** Behind a chain that ended with a reference or a URI. */
  | 'next-chain'
  /** Behind an element or its properties. */
  | 'after-element'
  | 'pad-name'
  | 'closing-parenthesis';

const WORDS: Readonly<Record<Expected, string>> = {
  chain: 'an element, a reference such as mux. or "("',
  target: 'an element, a reference such as mux.sink_0 or "(" behind "!"',
  'next-chain': 'the next chain, which starts with an element or a reference',
  'after-element': 'a property (name=value), "!" or the next chain',
  'pad-name': 'the name of a pad behind ","',
  'closing-parenthesis': '")" that closes the bin',
};

export function syntaxProblem(
  token: Token,
  expected: Expected,
  previous: Token | undefined,
): LaunchProblem {
  const got = token.kind === 'end' ? 'the end' : `"${shorten(token.text)}"`;
  const remedy = remedyFor(token, expected, previous);
  return {
    message: `syntax error: expected ${WORDS[expected]}, got ${got}`,
    offset: token.offset,
    ...(remedy !== undefined && { remedy }),
  };
}

function remedyFor(
  token: Token,
  expected: Expected,
  previous: Token | undefined,
): string | undefined {
  switch (token.kind) {
    case 'link':
      return linkRemedy(token, expected, previous);
    case 'end':
      return expected === 'target' ? 'add what the last "!" leads to, or remove it' : undefined;
    case 'assignment':
      return assignmentRemedy(token, expected);
    case 'pad-reference':
      return `write the element's name in front of ${token.text}, without a space`;
    case 'preset':
      return 'a preset follows the element that it is for';
    case 'character':
      return characterRemedy(token.text, previous);
    default:
      return undefined;
  }
}

function linkRemedy(
  token: Token,
  expected: Expected,
  previous: Token | undefined,
): string | undefined {
  if (expected === 'target') {
    return token.text.length > 1
      ? 'caps stand between two "!", and one more "!" is too many'
      : 'remove one "!"';
  }
  if (expected === 'next-chain' && previous?.kind === 'reference') {
    const element = previous.text.replace(/\..*/, '.');
    return `a chain ends where it refers to another element; start the next one with ${element} to go on from there`;
  }
  return 'write the element in front of "!"';
}

function assignmentRemedy(token: Token, expected: Expected): string {
  const name = token.text.replace(/[\s=].*/s, '');
  return expected === 'target'
    ? `write the element that has ${name} in front of it; caps need a media type such as video/x-raw`
    : `write the element that has ${name} in front of it`;
}

const CHARACTERS: Readonly<Record<string, string>> = {
  ';': 'chains follow each other without ";"; caps with several structures need a media type in each',
  ',': 'only pads are separated by ","; caps stand between two "!" and start with a media type',
  '{': 'bins are written in round brackets, ( ... )',
  '}': 'bins are written in round brackets, ( ... )',
  ')': 'there is no "(" to this ")"',
  '=': 'a property is written name=value, with the name directly behind the element',
  '.': 'a pad is written name.pad, without spaces',
  '"': 'a value in double quotes follows name=; caps in quotes stand between two "!"',
  "'": 'single quotes are the shell\'s: without a shell, write "..." around values and nothing around caps',
  '\\': 'a backslash at the end of a line must be its last character',
  '<': 'replace the placeholder by a value',
  '>': 'replace the placeholder by a value',
  '\u00a0': 'this is a no-break space, as web pages have them: write a plain one',
  '\u2013': 'this is a dash of typography: write "-" or "--"',
  '\u2014': 'this is a dash of typography: write "--"',
  '\u201c': 'this is a quote of typography: write a plain "',
  '\u201d': 'this is a quote of typography: write a plain "',
  '\u2018': "this is a quote of typography: write a plain '",
  '\u2019': "this is a quote of typography: write a plain '",
};

function characterRemedy(character: string, previous: Token | undefined): string | undefined {
  if (character === '(' && previous !== undefined) {
    return `"(" opens a bin; one with a factory is written ${previous.text}.( ... )`;
  }
  return CHARACTERS[character];
}

export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 37)}...` : line;
}
