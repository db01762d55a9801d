/** Caps text -> caps. The grammar is GStreamer's; what it would silently get wrong is an error. */
import {
  ANY_CAPS,
  type Caps,
  type CapsFeatures,
  type CapsStructure,
  type CapsValue,
  capsOf,
  compareFractions,
  EMPTY_CAPS,
} from './caps.ts';
import { makeFeatures } from './features.ts';
import { parseGuessed, parseTyped } from './parse-scalar.ts';
import { numberTypeName, type ValueType, valueTypeOf } from './value-types.ts';

export interface CapsError {
  readonly message: string;
  /** Where in the text, from 0. */
  readonly offset: number;
}

export type ParseCapsResult =
  | { readonly ok: true; readonly caps: Caps }
  | { readonly ok: false; readonly error: CapsError };

/** Parses caps such as `video/x-raw(memory:NVMM), width=(int)[ 16, 4096 ]; ...`. Never throws. */
export function parseCaps(text: string): ParseCapsResult {
  switch (text.trim()) {
    case 'ANY':
      return { ok: true, caps: ANY_CAPS };
    case '':
    case 'EMPTY':
    case 'NONE':
      return { ok: true, caps: EMPTY_CAPS };
  }
  try {
    return { ok: true, caps: new CapsParser(text).parse() };
  } catch (error) {
    if (!(error instanceof CapsSyntaxError)) throw error;
    return {
      ok: false,
      error: { message: error.message, offset: error.offset },
    };
  }
}

/** Leaves the parser's recursion; caught in this file. */
class CapsSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const MEDIA_TYPE = /[A-Za-z][A-Za-z0-9/_.:+-]*/y;
const SIMPLE_TEXT = /[A-Za-z0-9_\-+/:.]+/y;
const TYPE_NAME = /[A-Za-z_]\w*/y;
const SPACES = /(?:\s|\\\s)*/y;
// Deeper nesting means nothing, and parsers (this one, GStreamer's) are recursive. The runner
// refuses it as well.
const MAX_DEPTH = 8;

class CapsParser {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Caps {
    const structures: CapsStructure[] = [];
    this.#skipSpaces();
    while (this.#offset < this.#text.length) {
      structures.push(this.#structure());
      this.#skipSpaces();
    }
    return capsOf(structures);
  }

  #structure(): CapsStructure {
    const name = this.#mediaType();
    const features = this.#features();
    const fields = new Map<string, CapsValue>();
    for (;;) {
      this.#skipSpaces();
      if (this.#offset >= this.#text.length || this.#take(';')) break;
      if (!this.#take(',')) {
        this.#fail(
          this.#peek() === '('
            ? 'features follow the media type without a space: video/x-raw(memory:NVMM)'
            : `"," or ";" expected, but here is "${this.#excerpt()}"`,
        );
      }
      this.#skipSpaces();
      if (this.#offset >= this.#text.length || this.#peek() === ';') continue;
      const field = this.#fieldName();
      fields.set(field, this.#value(undefined, 0));
    }
    return { name, features, fields };
  }

  #mediaType(): string {
    if (this.#peek() === '"') return this.#quotedText();
    const name = this.#match(MEDIA_TYPE);
    if (name !== undefined) return name;
    return this.#fail(
      `a media type such as video/x-raw expected, but here is "${this.#excerpt()}"`,
    );
  }

  #features(): CapsFeatures {
    if (this.#peek() !== '(') return [];
    const start = this.#offset;
    const end = this.#text.indexOf(')', start);
    if (end < 0) this.#fail('")" is missing behind the features');
    const text = this.#text.slice(start + 1, end).trim();
    this.#offset = end + 1;
    if (text === 'ANY') return 'any';
    if (text === '') return [];
    const names = text.split(',').map((name) => name.trim());
    for (const name of names) {
      if (/^[A-Za-z]+:[A-Za-z0-9_:.+-]+$/.test(name)) continue;
      this.#failAt(start + 1, `"${name}" is no caps feature; one looks like memory:NVMM`);
    }
    return makeFeatures(names);
  }

  #fieldName(): string {
    const name = this.#match(SIMPLE_TEXT);
    if (name === undefined) {
      this.#fail(`a field's name expected, but here is "${this.#excerpt()}"`);
    }
    this.#skipSpaces();
    if (!this.#take('=')) this.#fail(`"=" and a value expected behind "${name}"`);
    this.#skipSpaces();
    return name;
  }

  #value(defaultType: ValueType | undefined, depth: number): CapsValue {
    if (depth > MAX_DEPTH) this.#fail(`brackets are nested more than ${MAX_DEPTH} deep`);
    const type = this.#type() ?? defaultType;
    const start = this.#offset;
    switch (this.#peek()) {
      case '[':
        return this.#isBracketedText(type) ? this.#bracketedText(type) : this.#range(type, depth);
      case '{':
        return { kind: 'list', values: this.#values('{', '}', type, depth) };
      case '<':
        return { kind: 'array', values: this.#values('<', '>', type, depth) };
      case '"': {
        const text = this.#quotedText();
        if (type === undefined && text === '') return { kind: 'string', value: text };
        if (type !== undefined && type.kind !== 'string' && type.kind !== 'opaque') {
          this.#failAt(start, 'only text stands in double quotes; write the value without them');
        }
        return this.#scalar(text, type, start);
      }
    }
    const text = this.#match(SIMPLE_TEXT);
    if (text === undefined) {
      this.#fail(
        this.#offset >= this.#text.length
          ? 'a value is missing'
          : `a value expected, but here is "${this.#excerpt()}"; text with such characters stands in double quotes`,
      );
    }
    return this.#scalar(text, type, start);
  }

  #scalar(text: string, type: ValueType | undefined, start: number): CapsValue {
    const result = type === undefined ? parseGuessed(text) : parseTyped(text, type);
    return result.ok ? result.value : this.#failAt(start, result.message);
  }

  /** `(int)` and the spaces around it. */
  #type(): ValueType | undefined {
    if (!this.#take('(')) return undefined;
    this.#skipSpaces();
    const start = this.#offset;
    const name = this.#match(TYPE_NAME);
    if (name === undefined) this.#fail('the name of a type expected, such as int or string');
    const type = valueTypeOf(name);
    if (type === undefined) {
      const hint =
        name === 'int64' || name === 'uint64' ? `write g${name}` : 'e.g. int, string, fraction';
      this.#failAt(start, `there is no type "${name}" in caps: ${hint}`);
    }
    this.#skipSpaces();
    if (!this.#take(')')) this.#fail(`")" expected behind the type "${name}"`);
    this.#skipSpaces();
    return type;
  }

  #values(open: string, close: string, type: ValueType | undefined, depth: number): CapsValue[] {
    const start = this.#offset;
    this.#take(open);
    const values: CapsValue[] = [];
    for (;;) {
      this.#skipSpaces();
      if (this.#take(close)) return values;
      if (this.#offset >= this.#text.length) {
        this.#failAt(start, `"${close}" is missing at the end of what begins with "${open}"`);
      }
      values.push(this.#value(type, depth + 1));
      this.#skipSpaces();
      if (!this.#take(',') && this.#peek() !== close) {
        if (this.#offset < this.#text.length) {
          this.#fail(`"," or "${close}" expected, but here is "${this.#excerpt()}"`);
        }
      }
    }
  }

  #range(type: ValueType | undefined, depth: number): CapsValue {
    const start = this.#offset;
    const values = this.#values('[', ']', type, depth);
    const [min, max, step] = values;
    if (values.length > 3 || min === undefined || max === undefined) {
      return this.#failAt(
        start,
        'a range has two ends, and a step if need be: [ 1, 10 ] or [ 0, 10, 2 ]',
      );
    }
    if (min.kind === 'fraction' && max.kind === 'fraction' && step === undefined) {
      this.#checkOrder(start, compareFractions(min, max));
      return { kind: 'fraction-range', min, max };
    }
    const type_ = min.kind === 'number' ? min.type : undefined;
    const numbers = values.map((value) =>
      value.kind === 'number' && value.type === type_ ? value.value : undefined,
    );
    if (
      (type_ !== 'int' && type_ !== 'int64' && type_ !== 'double') ||
      numbers.includes(undefined)
    ) {
      return this.#failAt(
        start,
        'the ends of a range must be both int, gint64, double or fraction',
      );
    }
    const [low = 0, high = 0, by = type_ === 'int64' ? 1n : 1] = numbers;
    this.#checkOrder(start, low < high ? -1 : low > high ? 1 : 0);
    if (step !== undefined) this.#checkStep(start, type_, low, high, by);
    return { kind: 'number-range', type: type_, min: low, max: high, step: by };
  }

  /** GStreamer makes [ 0, 0 ] of ranges that hold less than two values. */
  #checkOrder(start: number, order: number): void {
    if (order === 0) this.#failAt(start, 'the ends of a range are equal; write the value alone');
    if (order > 0) this.#failAt(start, "a range's first end must be the smaller one");
  }

  #checkStep(
    start: number,
    type: 'int' | 'int64' | 'double',
    min: number | bigint,
    max: number | bigint,
    step: number | bigint,
  ): void {
    if (type === 'double') this.#failAt(start, 'a range of double has no step');
    const [low, high, by] = [BigInt(min), BigInt(max), BigInt(step)];
    if (by <= 0n || low % by !== 0n || high % by !== 0n) {
      this.#failAt(
        start,
        `both ends of a range must be multiples of its step, ${step} (type ${numberTypeName(type)})`,
      );
    }
  }

  /** Structures and caps stand in brackets as values. */
  #isBracketedText(type: ValueType | undefined): type is ValueType & { kind: 'opaque' } {
    if (type !== undefined) return type.kind === 'opaque';
    return /^\[\s*[A-Za-z][\w/-]*\s*(?:[;\]]|,\s*[\w-]+\s*=)/.test(this.#text.slice(this.#offset));
  }

  #bracketedText(type: (ValueType & { kind: 'opaque' }) | undefined): CapsValue {
    const start = this.#offset;
    let depth = 0;
    do {
      const character = this.#text[this.#offset];
      if (character === undefined)
        this.#failAt(start, '"]" is missing at the end of what begins with "["');
      if (character === '"') {
        this.#quotedText();
        continue;
      }
      if (character === '[') depth++;
      if (character === ']') depth--;
      this.#offset++;
    } while (depth > 0);
    return {
      kind: 'opaque',
      type: type?.type ?? 'structure',
      text: this.#text.slice(start, this.#offset),
    };
  }

  /** Text in double quotes: `\303` is a byte of UTF-8 in octal, any other `\x` is x. */
  #quotedText(): string {
    const start = this.#offset;
    this.#offset++;
    const parts: string[] = [];
    for (;;) {
      const character = this.#text[this.#offset];
      if (character === undefined) this.#failAt(start, 'the closing double quote is missing');
      this.#offset++;
      if (character === '"') return parts.join('');
      if (character !== '\\') parts.push(character);
      else parts.push(this.#escape(start));
    }
  }

  #escape(start: number): string {
    const octal = /(?:\\[0-3][0-7]{2})+/y;
    octal.lastIndex = this.#offset - 1;
    const bytes = octal.exec(this.#text)?.[0];
    if (bytes !== undefined) {
      this.#offset += bytes.length - 1;
      return decodeUtf8(
        bytes
          .split('\\')
          .slice(1)
          .map((digits) => Number.parseInt(digits, 8)),
      );
    }
    const character = this.#text[this.#offset];
    if (character === undefined) this.#failAt(start, 'the closing double quote is missing');
    this.#offset++;
    return character;
  }

  #peek(): string | undefined {
    return this.#text[this.#offset];
  }

  #take(character: string): boolean {
    if (this.#text[this.#offset] !== character) return false;
    this.#offset++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.#text)?.[0];
    this.#offset += match?.length ?? 0;
    return match;
  }

  #skipSpaces(): void {
    this.#match(SPACES);
  }

  #excerpt(): string {
    return this.#text.slice(this.#offset, this.#offset + 12);
  }

  #fail(message: string): never {
    return this.#failAt(this.#offset, message);
  }

  #failAt(offset: number, message: string): never {
    throw new CapsSyntaxError(message, offset);
  }
}

/** Bytes that are no UTF-8 come out as percent-encoding's error would: as the bytes' own code points. */
function decodeUtf8(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(
      bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    );
  } catch {
    return String.fromCharCode(...bytes);
  }
}
