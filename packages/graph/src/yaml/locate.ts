/** Where the parts of a document are in its text: for markers in the editor. */
import { isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';
import { type LinkId, linkId } from '../document.ts';
import { parseLink, parsePadRef } from '../link-text.ts';
import {
  keyText,
  readYaml,
  resolveAlias,
  scalarText,
  type YamlNode,
  type YamlPair,
} from './yaml-text.ts';

/** What to find; the most exact part that is there is what is found. */
export interface DocumentPlace {
  readonly element?: string | undefined;
  readonly pad?: string | undefined;
  readonly property?: string | undefined;
  readonly link?: LinkId | undefined;
  readonly parameter?: string | undefined;
  /** A rule that the document overrides. */
  readonly rule?: string | undefined;
  readonly file?: string | undefined;
  /** Position in the file, from 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** Positions from 1; the end is behind the last character. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Finds one place. For several places in one text, make a locator. */
export function locate(text: string, place: DocumentPlace): TextRange | undefined {
  return createLocator(text)(place);
}

/** Reads the text once, for any number of places. Text with syntax errors is searched as far as it goes. */
export function createLocator(text: string): (place: DocumentPlace) => TextRange | undefined {
  const { document, lineCounter } = readYaml(text);
  const toRange = ([start, end]: readonly [number, number]): TextRange => {
    const from = lineCounter.linePos(start);
    const to = lineCounter.linePos(Math.max(start, end));
    return {
      line: from.line,
      column: from.col,
      endLine: to.line,
      endColumn: to.col,
    };
  };
  const value = (pair: YamlPair | undefined) => resolveAlias(pair?.value, document);
  const pairIn = (node: unknown, key: string): YamlPair | undefined =>
    isMap(node)
      ? (node as YAMLMap).items.map(asPair).find((pair) => keyText(pair) === key)
      : undefined;
  const section = (key: string) => value(pairIn(document.contents, key));

  const findElement = ({ element, pad, property }: DocumentPlace): Span | undefined => {
    const pair = pairIn(section('elements'), element ?? '');
    const padPair = pad === undefined ? undefined : pairIn(value(pairIn(value(pair), 'pads')), pad);
    const properties =
      pad === undefined ? value(pairIn(value(pair), 'properties')) : value(padPair);
    const propertyPair = property === undefined ? undefined : pairIn(properties, property);
    if (propertyPair !== undefined) return wholeSpan(propertyPair);
    return keySpan(padPair) ?? keySpan(pair);
  };

  const findLinkItem = (id: LinkId): Span | undefined => {
    const links = section('links');
    if (!isSeq(links)) return undefined;
    for (const item of links.items as YamlNode[]) {
      const node = resolveAlias(item, document);
      if (node !== null && linkIdOf(node, pairIn) === id) return span(item);
    }
    return undefined;
  };

  const findInFile = ({ file, line, column }: DocumentPlace): TextRange | undefined => {
    const pair = pairIn(section('files'), file ?? '');
    const scalar = pair?.value;
    if (line !== undefined && isScalar(scalar) && scalar.type?.startsWith('BLOCK_')) {
      return inBlockScalar(
        text,
        scalar,
        line,
        column,
        lineCounter.linePos(scalar.range?.[0] ?? 0).line,
      );
    }
    const key = keySpan(pair);
    return key && toRange(key);
  };

  return (place) => {
    if (place.file !== undefined) {
      const found = findInFile(place);
      if (found !== undefined) return found;
    }
    const found =
      (place.link === undefined ? undefined : findLinkItem(place.link)) ??
      (place.element === undefined ? undefined : findElement(place)) ??
      (place.parameter === undefined
        ? undefined
        : keySpan(pairIn(section('parameters'), place.parameter))) ??
      (place.rule === undefined ? undefined : keySpan(pairIn(section('rules'), place.rule)));
    return found && toRange(found);
  };
}

type Span = readonly [start: number, end: number];

function asPair(pair: unknown): YamlPair {
  return pair as YamlPair;
}

function span(node: YamlNode | null | undefined): Span | undefined {
  return node?.range ? [node.range[0], node.range[1]] : undefined;
}

function keySpan(pair: YamlPair | undefined): Span | undefined {
  return span(pair?.key);
}

/** From the key to the end of the value. */
function wholeSpan(pair: YamlPair): Span | undefined {
  const key = keySpan(pair);
  return key && [key[0], span(pair.value)?.[1] ?? key[1]];
}

function linkIdOf(
  node: Exclude<ReturnType<typeof resolveAlias>, null>,
  pairIn: (node: unknown, key: string) => YamlPair | undefined,
): LinkId | undefined {
  if (isScalar(node)) {
    const parsed = parseLink(scalarText(node) ?? '');
    return parsed.ok ? linkId(parsed.link) : undefined;
  }
  const end = (key: string) => {
    const scalar = pairIn(node, key)?.value;
    return parsePadRef((isScalar(scalar) && scalarText(scalar)) || '');
  };
  const from = end('from');
  const to = end('to');
  return from.ok && to.ok ? linkId({ from: from.ref, to: to.ref }) : undefined;
}

/** A line of a file that is written as a block scalar, whose header is on `headerLine`. */
function inBlockScalar(
  text: string,
  scalar: Scalar,
  line: number,
  column: number | undefined,
  headerLine: number,
): TextRange {
  const lines = text
    .slice(scalar.range?.[0] ?? 0, scalar.range?.[1])
    .split(/\r?\n/)
    .slice(1);
  const indent = Math.min(
    ...lines.filter((each) => each.trim() !== '').map((each) => each.search(/\S/)),
  );
  const found = lines[line - 1] ?? '';
  const contentLine = headerLine + line;
  return {
    line: contentLine,
    column: indent + (column ?? 1),
    endLine: contentLine,
    endColumn: Math.max(found.length + 1, indent + (column ?? 1)),
  };
}
