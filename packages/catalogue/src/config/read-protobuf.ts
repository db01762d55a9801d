/** Protobuf's text format, as nvinferserver's files have it: messages become groups by their path. */
import type { ConfigEntry, ConfigProblem, ConfigSection, ReadSections } from './read-config.ts';
import { TextPlaces } from './text-places.ts';

type TokenKind = 'word' | 'string' | 'punctuation';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface OpenSection extends ConfigSection {
  readonly entries: ConfigEntry[];
}

/** What is open at a place: a message, or a list of messages in one. */
interface Open {
  readonly section: OpenSection;
  readonly opener?: Token;
  /** The field whose messages the list holds. */
  readonly listOf?: Token;
}

const tokenPattern =
  /(?<skipped>\s+|#[^\n]*)|(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<word>[\w.+-]+)|(?<punctuation>.)/gsu;

/** Reads everything it can: fields of the root stand in a group without a name. */
export function readProtobuf(text: string): ReadSections {
  return new ProtobufReader(text).read();
}

class ProtobufReader {
  readonly #tokens: readonly Token[];
  readonly #places: TextPlaces;
  readonly #sections: ConfigSection[] = [];
  readonly #problems: ConfigProblem[] = [];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
    this.#places = new TextPlaces(text);
  }

  read(): ReadSections {
    const root: OpenSection = {
      name: '',
      nameSpan: this.#places.span(0, 0),
      isGroup: true,
      entries: [],
    };
    const open: Open[] = [{ section: root }];
    const enter = (parent: OpenSection, name: Token, opener: Token) => {
      const section: OpenSection = {
        name: parent.name === '' ? name.text : `${parent.name}.${name.text}`,
        nameSpan: this.#places.span(name.start, name.end),
        isGroup: true,
        entries: [],
      };
      this.#sections.push(section);
      open.push({ section, opener });
    };
    for (let token = this.#next(); token; token = this.#next()) {
      const top = open.at(-1) ?? { section: root };
      if (isCloser(token) || (token.text === ']' && top.listOf)) {
        if (open.length > 1) open.pop();
        else this.#problem(token, `'${token.text}' closes nothing`);
        continue;
      }
      if (token.text === ',' || token.text === ';') continue;
      if (top.listOf && isOpener(token)) {
        enter(top.section, top.listOf, token);
        continue;
      }
      if (token.kind !== 'word' || top.listOf) {
        this.#problem(token, `'${token.text}' is no field: write name: value or name { ... }`);
        continue;
      }
      const hasColon = this.#skip(':');
      const opener = this.#peek();
      const behind = this.#tokens[this.#at + 1];
      if (opener && isOpener(opener)) {
        this.#at += 1;
        enter(top.section, token, opener);
      } else if (opener?.text === '[' && behind && isOpener(behind)) {
        this.#at += 1;
        open.push({ section: top.section, opener, listOf: token });
      } else if (hasColon) {
        top.section.entries.push(this.#entry(token));
      } else {
        this.#problem(token, `'${token.text}' has no value: write ${token.text}: value`);
      }
    }
    const unclosed = open.at(-1);
    if (unclosed?.opener) this.#problem(unclosed.opener, `'${unclosed.opener.text}' is not closed`);
    if (root.entries.length > 0) this.#sections.unshift(root);
    return { sections: this.#sections, problems: this.#problems };
  }

  #entry(key: Token): ConfigEntry {
    const keySpan = this.#places.span(key.start, key.end);
    const first = this.#peek();
    const base = { key: key.text, line: keySpan.line, column: keySpan.column, keySpan };
    if (first?.text === '[') {
      this.#at += 1;
      const items: string[] = [];
      let end = first.end;
      for (let token = this.#next(); token; token = this.#next()) {
        end = token.end;
        if (token.text === ']') break;
        if (token.text !== ',') items.push(contentOf(token));
      }
      const valueSpan = this.#places.span(first.start, end);
      return { ...base, value: items.join(';'), valueSpan, form: 'list', isQuoted: false };
    }
    if (!first || first.kind === 'punctuation') {
      this.#problem(key, `'${key.text}' has no value`);
      const valueSpan = this.#places.span(key.end, key.end);
      return { ...base, value: '', valueSpan, form: 'scalar', isQuoted: false };
    }
    this.#at += 1;
    let end = first.end;
    let value = contentOf(first);
    // Texts that follow each other are one.
    while (first.kind === 'string' && this.#peek()?.kind === 'string') {
      const more = this.#next();
      if (!more) break;
      value += contentOf(more);
      end = more.end;
    }
    const valueSpan = this.#places.span(first.start, end);
    return { ...base, value, valueSpan, form: 'scalar', isQuoted: first.kind === 'string' };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #skip(text: string): boolean {
    if (this.#peek()?.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #problem(token: Token, message: string): void {
    const { line, column } = this.#places.span(token.start, token.end);
    this.#problems.push({ message, line, column });
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const groups = match.groups ?? {};
    if (groups.skipped !== undefined) continue;
    const kind = groups.string !== undefined ? 'string' : groups.word ? 'word' : 'punctuation';
    tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

function isOpener({ kind, text }: Token): boolean {
  return kind === 'punctuation' && (text === '{' || text === '<');
}

function isCloser({ kind, text }: Token): boolean {
  return kind === 'punctuation' && (text === '}' || text === '>');
}

function contentOf({ kind, text }: Token): string {
  return kind === 'string' ? text.slice(1, -1).replace(/\\(["'\\])/g, '$1') : text;
}
