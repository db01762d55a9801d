/** String literals of Python. */

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** The text of a literal as it stands in a script, quotes and prefix included. */
export function unquotePython(literal: string): string {
  const opening = /^([A-Za-z]*)("""|'''|"|')/.exec(literal);
  if (!opening) return literal;
  const [whole, prefix = '', quote = ''] = opening;
  const isClosed = literal.endsWith(quote) && literal.length >= whole.length + quote.length;
  const inside = literal.slice(whole.length, isClosed ? -quote.length : undefined);
  return /r/i.test(prefix) ? inside : unescapePython(inside);
}

function unescapePython(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, hex, short, long, octal, simple) => {
      const digits = hex ?? short ?? long;
      const code = digits === undefined ? Number.parseInt(octal, 8) : Number.parseInt(digits, 16);
      if (simple !== undefined) return SIMPLE_ESCAPES[simple] ?? whole;
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
