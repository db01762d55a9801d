/** Text for gst-launch's own parser, and for the shell in front of it. */

/**
 * A property's value as gst-launch reads it from one argument. gst-launch puts a backslash before
 * each space outside of double quotes, then takes quotes and backslashes away again.
 * Undefined: no way of writing gives this value back.
 */
export function quoteLaunchValue(value: string): string | undefined {
  if (/^[^\s"\\]+$/.test(value)) return value;
  const escaped = value.replace(/["\\]/g, '\\$&');
  // Behind a backslash the closing quote would count as part of the value.
  if (!value.endsWith('\\')) return `"${escaped}"`;
  return /["\t\n\r]/.test(value) ? undefined : escaped;
}

/** A string property's value, so that GStreamer takes it as it is and not as a quoted one. */
export function wrapString(value: string): string {
  const isTakenApart = value === 'NULL' || (value.startsWith('"') && value.endsWith('"'));
  return isTakenApart ? `"${value.replace(/[^A-Za-z0-9_]/g, '\\$&')}"` : value;
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
