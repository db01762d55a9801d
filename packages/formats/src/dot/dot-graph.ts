/** DOT text -> the elements, pads and edges that a GStreamer dump shows. */
import type { ClusterStatementASTNode, SubgraphASTNode } from '@ts-graphviz/ast';

export interface DotSetting {
  readonly name: string;
  /** As shown, without quotation marks. */
  readonly text: string;
  /** Dumps cut long values off. */
  readonly isCut: boolean;
}

export interface DotElement {
  /** The class of the object (`GstQueue`) in dumps, the factory in what we write. */
  readonly type: string;
  readonly name: string;
  readonly settings: readonly DotSetting[];
  /** Node id -> pad name. */
  readonly pads: ReadonlyMap<string, string>;
  /** What is in a bin. */
  readonly children: readonly DotElement[];
}

export interface DotEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string | undefined;
  readonly class: string | undefined;
}

export interface DotGraph {
  /** Of the pipeline; undefined when the text does not tell. */
  readonly name: string | undefined;
  /** In the order of the data, as far as the text has one. */
  readonly elements: readonly DotElement[];
  readonly edges: readonly DotEdge[];
}

export type DotResult =
  | { readonly ok: true; readonly graph: DotGraph }
  | {
      readonly ok: false;
      readonly message: string;
      readonly line: number;
      readonly column: number;
    };

/** Reads DOT text. The parser is loaded with the first text. */
export async function readDotGraph(text: string): Promise<DotResult> {
  const { parse } = await import('@ts-graphviz/ast');
  try {
    const dot = parse(withoutLineBreaksInStrings(text));
    const root = dot.children.find((child) => child.type === 'Graph');
    const edges: DotEdge[] = [];
    const scope = readScope(root?.children ?? [], edges);
    const [type = '', name] = labelLines(scope.attributes.get('label') ?? '');
    // GStreamer's dumps begin with what was added last, most often the sinks.
    const isDump = type.startsWith('<');
    const elements = isDump ? scope.elements.toReversed() : scope.elements;
    return { ok: true, graph: { name, elements, edges: isDump ? edges.toReversed() : edges } };
  } catch (error) {
    return { ok: false, ...syntaxProblem(error) };
  }
}

/** DOT allows line breaks inside quotation marks, the parser does not: `\n` means the same in labels. */
function withoutLineBreaksInStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"/g, (string) =>
    string.replace(/\\\r?\n/g, '').replace(/\r?\n/g, '\\n'),
  );
}

interface Scope {
  readonly attributes: ReadonlyMap<string, string>;
  readonly pads: ReadonlyMap<string, string>;
  readonly elements: readonly DotElement[];
}

function readScope(statements: readonly ClusterStatementASTNode[], edges: DotEdge[]): Scope {
  const attributes = new Map<string, string>();
  const pads = new Map<string, string>();
  const elements: DotElement[] = [];
  for (const statement of statements) {
    if (statement.type === 'Attribute') {
      attributes.set(statement.key.value, text(statement.value.value));
    } else if (statement.type === 'Node') {
      const own = attributesOf(statement.children);
      const [name] = labelLines(own.get('label') ?? '');
      if (name) pads.set(statement.id.value, name);
    } else if (statement.type === 'Edge') {
      const own = attributesOf(statement.children);
      const ids = statement.targets.flatMap((target) =>
        target.type === 'NodeRef' ? [target.id.value] : [],
      );
      for (const [position, to] of ids.entries()) {
        const from = ids[position - 1];
        if (from === undefined) continue;
        const label = own.get('label');
        edges.push({
          from,
          to,
          label: label === undefined ? undefined : labelLines(label).join(' '),
          class: own.get('class'),
        });
      }
    } else if (statement.type === 'Subgraph') {
      readSubgraph(statement, edges, pads, elements);
    }
  }
  return { attributes, pads, elements };
}

/** A cluster with a label is an element; one without holds the pads of the element around it. */
function readSubgraph(
  subgraph: SubgraphASTNode,
  edges: DotEdge[],
  padsAround: Map<string, string>,
  elementsAround: DotElement[],
): void {
  const { attributes, pads, elements } = readScope(subgraph.children, edges);
  const [type, name, ...rest] = labelLines(attributes.get('label') ?? '');
  if (!type || !name) {
    for (const [id, pad] of pads) padsAround.set(id, pad);
    elementsAround.push(...elements);
    return;
  }
  const tooltip = attributes.get('tooltip');
  const whole = tooltip === undefined ? rest : tooltip.split('&#10;');
  const settings = [...settingsOf(rest), ...settingsOf(whole)];
  const byName = new Map(settings.map((setting) => [setting.name, setting]));
  elementsAround.push({
    type: type.replace(/^<(.*)>$/, '$1'),
    name,
    settings: [...byName.values()],
    pads,
    children: elements,
  });
}

function attributesOf(children: readonly { readonly type: string }[]): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const child of children) {
    if (!isAttribute(child)) continue;
    attributes.set(child.key.value, text(child.value.value));
  }
  return attributes;
}

function isAttribute(child: { readonly type: string }): child is {
  readonly type: 'Attribute';
  readonly key: { readonly value: string };
  readonly value: { readonly value: string };
} {
  return child.type === 'Attribute';
}

/** A DOT string's text: `\"` is its only escape; what other escapes mean is the label's affair. */
function text(string: string): string {
  return string.replaceAll('\\"', '"');
}

/** A label's lines: `\n`, `\l` and `\r` end them, and `\\` is a backslash. */
function labelLines(label: string): string[] {
  const lines = [''];
  for (const [piece] of label.matchAll(/\\[\s\S]|[^\\]+/g)) {
    if (/^\\[nlr]$/.test(piece)) lines.push('');
    else lines[lines.length - 1] += piece === '\\\\' ? '\\' : piece;
  }
  return lines;
}

function settingsOf(lines: readonly string[]): DotSetting[] {
  return lines.flatMap((line) => {
    const match = /^([A-Za-z_][\w%]*(?:[-:][\w%]+|::[\w%-]+)*)=(.*)$/s.exec(line);
    if (!match) return [];
    const [, name = '', value = ''] = match;
    return [{ name, text: unquoted(value), isCut: value.endsWith('…') }];
  });
}

const utf8 = new TextEncoder();

/** Without quotation marks; C's escapes (octal ones are bytes of UTF-8) are read. */
function unquoted(value: string): string {
  const match = /^"(.*?)"?$/s.exec(value);
  if (!match) return value;
  const bytes: number[] = [];
  for (const [piece] of (match[1] ?? '').matchAll(
    /\\u[0-9a-f]{4}|\\[0-7]{1,3}|\\[\s\S]|[^\\]+|\\$/gi,
  )) {
    bytes.push(...escapeBytes(piece));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const namedEscapes: ReadonlyMap<string, string> = new Map([
  ['\\n', '\n'],
  ['\\t', '\t'],
  ['\\r', '\r'],
  ['\\b', '\b'],
  ['\\f', '\f'],
]);

function escapeBytes(piece: string): Iterable<number> {
  if (/^\\[0-7]+$/.test(piece)) return [Number.parseInt(piece.slice(1), 8) & 0xff];
  if (/^\\u/i.test(piece) && piece.length === 6) {
    return utf8.encode(String.fromCharCode(Number.parseInt(piece.slice(2), 16)));
  }
  const named = namedEscapes.get(piece);
  if (named !== undefined) return utf8.encode(named);
  return utf8.encode(piece.length === 2 && piece.startsWith('\\') ? piece.slice(1) : piece);
}

/** The parser's own error is the cause of the one that it throws. */
function syntaxProblem(error: unknown): { message: string; line: number; column: number } {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const start = (cause as { location?: { start?: { line?: number; column?: number } } } | undefined)
    ?.location?.start;
  const message = cause instanceof Error ? cause.message : String(cause);
  return { message, line: start?.line ?? 1, column: start?.column ?? 1 };
}
