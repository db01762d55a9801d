/** Tokens -> tree, by GStreamer's own grammar (gst/parse/grammar.y). */
import { type Token, type TokenKind, tokenise } from './launch-lexer.ts';
import { splitAssignment, unescapeCaps, unescapeText, unquoteValue } from './launch-text.ts';
import type {
  LaunchAssignment,
  LaunchBin,
  LaunchElement,
  LaunchEnd,
  LaunchLink,
  LaunchPad,
  LaunchPreset,
  LaunchProblem,
  LaunchTree,
} from './launch-tree.ts';
import { type Expected, shorten, syntaxProblem } from './syntax-problems.ts';

export type ParsedLaunch =
  | { readonly ok: true; readonly tree: LaunchTree }
  | { readonly ok: false; readonly problems: readonly LaunchProblem[] };

/** Reads the text that gst_parse_launch() takes. Never throws. */
export function parseLaunch(text: string): ParsedLaunch {
  const parser = new LaunchParser(tokenise(text));
  const tree = parser.parse();
  return parser.problems.length === 0
    ? { ok: true, tree }
    : { ok: false, problems: parser.problems };
}

/** A chain's open ends. Undefined: nothing can be linked there. */
interface OpenEnds {
  readonly first: LaunchEnd | undefined;
  readonly last: LaunchEnd | undefined;
}

const NO_ENDS: OpenEnds = { first: undefined, last: undefined };

// Bins in bins, each a call deeper.
const MAX_DEPTH = 100;

/** Stops at the first syntax error: what follows would only be a consequence. */
class SyntaxStop extends Error {}

class LaunchParser {
  readonly problems: LaunchProblem[] = [];
  readonly #tokens: readonly Token[];
  #position = 0;
  readonly #elements: LaunchElement[] = [];
  readonly #bins: LaunchBin[] = [];
  readonly #links: LaunchLink[] = [];
  /** The bins that are open here, outermost first. */
  readonly #openBins: number[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): LaunchTree {
    try {
      this.#chains('end');
      if (this.#elements.length === 0 && this.#links.length === 0 && this.problems.length === 0) {
        this.#report('the pipeline is empty', 0, 'write at least one element');
      }
    } catch (error) {
      if (!(error instanceof SyntaxStop)) throw error;
    }
    return { elements: this.#elements, bins: this.#bins, links: this.#links };
  }

  /** Chains up to the end or `)`; the ends are the first one's start and the last one's end. */
  #chains(until: 'end' | ')'): OpenEnds & { readonly isEmpty: boolean } {
    let ends: OpenEnds | undefined;
    let expected: Expected = 'chain';
    while (!this.#isAt(until)) {
      if (this.#isAt('end')) this.#stop('closing-parenthesis');
      const chain = this.#chain(expected);
      ends = { first: ends === undefined ? chain.first : ends.first, last: chain.last };
      expected = chain.isClosed ? 'next-chain' : 'after-element';
    }
    return { ...(ends ?? NO_ENDS), isEmpty: ends === undefined };
  }

  #isAt(until: 'end' | ')'): boolean {
    const { kind, text } = this.#token;
    return until === 'end' ? kind === 'end' : kind === 'character' && text === ')';
  }

  #chain(expected: Expected): OpenEnds & { readonly isClosed: boolean } {
    let { first, last } = this.#chainStart(expected);
    for (;;) {
      const link = this.#take('link');
      if (link === undefined) break;
      const uri = this.#take('url');
      if (uri !== undefined) {
        this.#addLink(link, last, { target: this.#uriElement(uri, true), pads: [] });
        return { first, last: undefined, isClosed: true };
      }
      if (this.#token.kind === 'reference') {
        this.#addLink(link, last, this.#reference());
        return { first, last: undefined, isClosed: true };
      }
      const sinkPads = this.#pads();
      const next = this.#elementary('target');
      this.#addLink(link, last, withPads(next.first, sinkPads, 'before'));
      last = withPads(next.last, this.#pads(), 'behind');
    }
    this.#checkOpenEnd(last);
    return { first, last, isClosed: false };
  }

  #chainStart(expected: Expected): OpenEnds {
    const uri = this.#take('url');
    if (uri !== undefined) {
      return { first: undefined, last: { target: this.#uriElement(uri, false), pads: [] } };
    }
    if (this.#token.kind === 'reference') return { first: undefined, last: this.#reference() };
    const ends = this.#elementary(expected);
    return { first: ends.first, last: withPads(ends.last, this.#pads(), 'behind') };
  }

  /** A chain must not end with pads that nothing is linked to. */
  #checkOpenEnd(last: LaunchEnd | undefined): void {
    if (last?.target.kind === 'reference') {
      const { name, offset } = last.target;
      this.#report(
        `the reference "${name}." links to nothing`,
        offset,
        `continue with ${name}. ! and what follows it, or remove it`,
      );
      return;
    }
    const [pad] = last?.pads ?? [];
    if (pad === undefined) return;
    this.#report(`the pad ".${pad.name}" links to nothing`, pad.offset, 'continue with "!"');
  }

  #elementary(expected: Expected): OpenEnds {
    const { kind, text } = this.#token;
    if (kind === 'bin-reference' || (kind === 'character' && text === '(')) return this.#bin();
    const name = this.#take('identifier');
    if (name === undefined) return this.#stop(expected);
    const assignments: LaunchAssignment[] = [];
    const presets: LaunchPreset[] = [];
    for (;;) {
      const assignment = this.#take('assignment');
      const preset = assignment === undefined ? this.#take('preset') : undefined;
      if (assignment !== undefined) assignments.push(readAssignment(assignment));
      else if (preset !== undefined) presets.push(readPreset(preset));
      else break;
    }
    const target = this.#addElement({
      factory: name.text,
      offset: name.offset,
      assignments,
      presets,
    });
    const end: LaunchEnd = { target, pads: [] };
    return { first: end, last: end };
  }

  #bin(): OpenEnds {
    const opener = this.#next();
    if (this.#openBins.length >= MAX_DEPTH) {
      this.#report('bins are nested too deeply', opener.offset);
      throw new SyntaxStop();
    }
    const assignments: LaunchAssignment[] = [];
    for (let token = this.#take('assignment'); token; token = this.#take('assignment')) {
      assignments.push(readAssignment(token));
    }
    const parent = this.#openBins.at(-1);
    const factory = opener.kind === 'character' ? 'bin' : opener.text.replace(/[\s.].*/s, '');
    const index = this.#bins.length;
    this.#bins.push({
      factory,
      offset: opener.offset,
      assignments,
      ...(parent !== undefined && { bin: parent }),
    });
    this.#openBins.push(index);
    const { isEmpty, ...ends } = this.#chains(')');
    this.#next();
    this.#openBins.pop();
    if (isEmpty) {
      this.#report(`the bin "${factory}" is empty`, opener.offset, 'write elements into it');
    }
    return ends;
  }

  #uriElement({ text, offset }: Token, isSink: boolean): LaunchEnd['target'] {
    return this.#addElement({
      factory: '',
      offset,
      assignments: [],
      presets: [],
      uri: { text: unescapeText(text), isSink },
    });
  }

  #addElement(element: LaunchElement): LaunchEnd['target'] {
    const bin = this.#openBins.at(-1);
    this.#elements.push(bin === undefined ? element : { ...element, bin });
    return { kind: 'element', index: this.#elements.length - 1 };
  }

  #reference(): LaunchEnd {
    const { text, offset } = this.#next();
    const dot = text.indexOf('.');
    const name = text.slice(0, dot);
    const pad = text.slice(dot + 1);
    const pads = pad === '' ? [] : [{ name: pad, offset: offset + dot + 1 }];
    return { target: { kind: 'reference', name, offset }, pads: [...pads, ...this.#morePads()] };
  }

  #pads(): LaunchPad[] {
    const pad = this.#take('pad-reference');
    if (pad === undefined) return [];
    return [{ name: pad.text.slice(1), offset: pad.offset + 1 }, ...this.#morePads()];
  }

  #morePads(): LaunchPad[] {
    const pads: LaunchPad[] = [];
    while (this.#token.kind === 'character' && this.#token.text === ',') {
      this.#next();
      const pad = this.#take('identifier');
      if (pad === undefined) this.#stop('pad-name');
      else pads.push({ name: pad.text, offset: pad.offset });
    }
    return pads;
  }

  #addLink(token: Token, from: LaunchEnd | undefined, to: LaunchEnd | undefined): void {
    const { text, offset } = token;
    const caps = this.#linkCaps(token);
    if (from === undefined || to === undefined) {
      this.#report(
        from === undefined ? 'the link has no source' : 'the link has no sink',
        offset,
        'a bin is linked by the first or last element in it; let that be an element, not a reference or a URI',
      );
      return;
    }
    this.#links.push({
      from,
      to,
      ...(caps !== undefined && { caps }),
      isAllPads: text.startsWith(':') || (text.length > 1 && text.endsWith(':')),
      offset,
    });
  }

  #linkCaps({ text, offset }: Token): LaunchLink['caps'] {
    if (text.length === 1) return undefined;
    const start = text.slice(1).search(/\S/) + 1;
    const written = text.slice(start, -1).trimEnd();
    const caps = unescapeCaps(written);
    if (caps === undefined) {
      this.#report(
        `the caps "${shorten(written)}" have a backslash that nothing may follow so`,
        offset + start,
        'write a backslash only in front of a character that it is to protect',
      );
    }
    return { text: caps ?? written, offset: offset + start };
  }

  get #token(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '', offset: 0 };
  }

  #next(): Token {
    const token = this.#token;
    this.#position += 1;
    return token;
  }

  #take(kind: TokenKind): Token | undefined {
    return this.#token.kind === kind ? this.#next() : undefined;
  }

  #report(message: string, offset: number, remedy?: string): void {
    this.problems.push({ message, offset, ...(remedy !== undefined && { remedy }) });
  }

  #stop(expected: Expected): never {
    this.problems.push(syntaxProblem(this.#token, expected, this.#tokens[this.#position - 1]));
    throw new SyntaxStop();
  }
}

function readAssignment({ text, offset }: Token): LaunchAssignment {
  const { name, value } = splitAssignment(text);
  return { name, value: unquoteValue(value), offset };
}

function readPreset({ text, offset }: Token): LaunchPreset {
  return { name: unescapeText(splitAssignment(text).value), offset };
}

function withPads(
  end: LaunchEnd | undefined,
  pads: readonly LaunchPad[],
  side: 'before' | 'behind',
): LaunchEnd | undefined {
  if (end === undefined || pads.length === 0) return end;
  return { ...end, pads: side === 'before' ? [...pads, ...end.pads] : [...end.pads, ...pads] };
}
