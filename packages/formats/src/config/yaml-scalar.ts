/** How a text is written as a YAML scalar. */

/**
 * Plain where YAML reads the same text back: the SDK's readers ask for texts and numbers by
 * themselves, so `3;544;960` and `-1` need no quotes.
 */
export function yamlScalar(value: string, quote = ''): string {
  if (quote === '' && isPlain(value)) return value;
  if (quote === '"' || needsEscapes(value)) return JSON.stringify(value);
  return `'${value.replaceAll("'", "''")}'`;
}

function isPlain(value: string): boolean {
  return (
    /^(?![-?:](\s|$))[^\s,[\]{}#&*!|>'"%@`]/.test(value) &&
    !/:(\s|$)|\s#|\s$|[\r\n\t]/.test(value) &&
    !needsEscapes(value) &&
    !/^(---|\.\.\.)/.test(value)
  );
}

function needsEscapes(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these can't stand in single quotes
  return /[\x00-\x1f\x7f\x85\u2028\u2029\ufeff\ud800-\udfff]/.test(value);
}
