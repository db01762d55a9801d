/** Text for gst-launch's own parser, and for the shell in front of it. */

/**
 * A property's value as gst-launch reads it from one argument. gst-launch puts a backslash before
 * each space outside of double quotes, then takes quotes and backslashes away again.
 * Undefined: a backslash at the end would swallow what follows, however it is written.
 */
export function quoteLaunchValue(value: string): string | undefined {
  if (/^[^\s"\\]+$/.test(value)) return value;
  return value.endsWith('\\') ? undefined : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * A string property's value, so that GStreamer takes it as it is: values that look quoted, mean
 * none or can't be quoted otherwise become quoted ones, special characters as octal bytes.
 */
export function wrapString(value: string): string {
  const isTakenApart = value === 'NULL' || (value.startsWith('"') && value.endsWith('"'));
  if (!isTakenApart && !value.endsWith('\\')) return value;
  const bytes = [...new TextEncoder().encode(value)].map((byte) => {
    const character = String.fromCharCode(byte);
    return /\w/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${bytes.join('')}"`;
}

/** Where a shell variable stands in a text: its name between two private characters. */
export function variableMark(name: string): string {
  return `\ue000${name}\ue001`;
}

/** The same for a variable that holds an absolute path: a mark that is one itself. */
export function rootMark(name: string): string {
  return `/\ue002${name}\ue001`;
}

// Marks also as encodeURIComponent() writes them, where a text with one became part of a URI.
const MARK = /(?:\ue000|%EE%80%80|\/(?:\ue002|%EE%80%82))(\w+)(?:\ue001|%EE%80%81)/g;

/** One word of a POSIX shell command. Marked variables are expanded, all else is taken literally. */
export function quoteShellWord(word: string): string {
  if (/^[\w@%+=:,./^-]+$/.test(word)) return word;
  if (word.search(MARK) < 0) return `'${word.replaceAll("'", "'\\''")}'`;
  return `"${withVariables(word)}"`;
}

/** A here-document's lines, without the marks' variables being taken for text. */
export function expandInHereDocument(text: string): string {
  return withVariables(text, /[\\$`]/g);
}

export function hasVariables(text: string): boolean {
  return text.search(MARK) >= 0;
}

function withVariables(text: string, special = /[\\$`"]/g): string {
  return text.replace(special, '\\$&').replace(MARK, '$${$1}');
}
