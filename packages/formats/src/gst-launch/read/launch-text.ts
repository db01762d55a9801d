/** What gst-launch makes of texts: values of assignments, caps of links, arguments of its command. */

/** `property=value` taken apart, the value still as written. */
export interface SplitAssignment {
  readonly name: string;
  readonly value: string;
  /** Where the value starts in the assignment. */
  readonly valueOffset: number;
}

const ASSIGNMENT = /^([^ \t\n\r\f\v=]*)[ \t\n\r\f\v]*=[ \t\n\r\f\v]*/;

/** Takes an assignment apart as gst_parse_split_assignment does, but for unescaping. */
export function splitAssignment(text: string): SplitAssignment {
  const match = ASSIGNMENT.exec(text);
  const valueOffset = match?.[0].length ?? text.length;
  return { name: match?.[1] ?? text, value: text.slice(valueOffset), valueOffset };
}

/** The value as the element gets it: without quotes around the whole, backslashes taken away. */
export function unquoteValue(value: string): string {
  const isQuoted = value.startsWith('"') && value.endsWith('"');
  return unescapeText(isQuoted ? value.slice(1, -1) : value);
}

/** gst_parse_unescape: a backslash goes, unless it stands inside of double quotes. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  let result = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\' && !isQuoted) {
      index++;
      if (index >= text.length) break;
    } else if (text[index] === '"' && (!isQuoted || text[index - 1] !== '\\')) {
      isQuoted = !isQuoted;
    }
    result += text[index];
  }
  return result;
}

/**
 * Caps of a link: backslashes go, three octal digits behind one are a byte. Undefined: the digits
 * or the end of the text do not allow it.
 */
export function unescapeCaps(text: string): string | undefined {
  if (!text.includes('\\')) return text;
  let result = '';
  for (let index = 0; index < text.length; index++) {
    if (text[index] !== '\\') {
      result += text[index];
      continue;
    }
    index++;
    const escaped = text[index];
    if (escaped === undefined) return undefined;
    if (escaped < '0' || escaped > '3') {
      result += escaped;
      continue;
    }
    const digits = text.slice(index, index + 3);
    if (!/^[0-3][0-7]{2}$/.test(digits)) return undefined;
    result += String.fromCharCode(Number.parseInt(digits, 8));
    index += 2;
  }
  return result;
}

/**
 * A string property's value from the text that it is set to (gst_value_deserialize_string):
 * one in double quotes has octal bytes and escaped characters. Undefined: it is refused.
 */
export function stringValue(text: string): string | undefined {
  if (!text.startsWith('"') || text.length < 2) return text;
  if (!text.endsWith('"')) return text;
  const bytes: number[] = [];
  const inside = new TextEncoder().encode(text.slice(1, -1));
  for (let index = 0; index < inside.length; index++) {
    const byte = inside[index] ?? 0;
    if (byte === 0x22) return undefined;
    if (byte !== 0x5c) {
      bytes.push(byte);
      continue;
    }
    const digits = String.fromCharCode(...inside.slice(index + 1, index + 4));
    if (/^[0-3][0-7]{2}$/.test(digits)) {
      bytes.push(Number.parseInt(digits, 8));
      index += 3;
    } else {
      const escaped = inside[index + 1];
      if (escaped === undefined || (escaped >= 0x30 && escaped <= 0x33)) return undefined;
      bytes.push(escaped);
      index += 1;
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** Text with the place in the source that each of its characters comes from. */
export interface PlacedText {
  readonly text: string;
  readonly offsets: readonly number[];
}

/**
 * The text that gst-launch gives to its parser: its arguments one behind the other, with a
 * backslash before each space inside of one that stands outside of double quotes.
 */
export function joinArguments(words: readonly PlacedText[], endOffset: number): PlacedText {
  const parts: string[] = [];
  const offsets: number[] = [];
  for (const word of words) {
    let isQuoted = false;
    for (let index = 0; index < word.text.length; index++) {
      const character = word.text[index] ?? '';
      const offset = word.offsets[index] ?? endOffset;
      if (character === '"' && (!isQuoted || word.text[index - 1] !== '\\')) isQuoted = !isQuoted;
      if (character === ' ' && !isQuoted) {
        parts.push('\\');
        offsets.push(offset);
      }
      parts.push(character);
      offsets.push(offset);
    }
    parts.push(' ');
    offsets.push((offsets.at(-1) ?? endOffset - 1) + 1);
  }
  offsets.push(endOffset);
  return { text: parts.join(''), offsets };
}
