/** Which lines of a text belong to an entry of a block collection, its comments included. */
import { isCollection, isPair, isScalar } from 'yaml';
import type { YamlNode, YamlPair } from './yaml-text.ts';

/** Whole lines: from the start of a line to behind the end of one. */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
}

/** The text isn't laid out in lines of `key: value` and `- item`, so it can't be edited by lines. */
export class IrregularLayout extends Error {}

/** Column, from 0, of a node. */
export function columnOf(text: string, node: YamlNode): number {
  const start = startOf(node);
  return start - lineStart(text, start);
}

/** Lines of `key: value` in a block mapping. */
export function pairLines(text: string, pair: YamlPair): LineSpan {
  const keyStart = startOf(pair.key);
  const start = lineStart(text, keyStart);
  if (text.slice(start, keyStart).trim() !== '') throw new IrregularLayout();
  return withComments(text, start, contentEnd(pair), keyStart - start);
}

/** Column, from 0, of an item's dash. */
export function dashColumn(text: string, item: YamlNode): number {
  const start = lineStart(text, startOf(item));
  const before = text.slice(start, startOf(item));
  if (!/^ *- +$/.test(before)) throw new IrregularLayout();
  return before.indexOf('-');
}

/** Lines of `- item` in a block list. */
export function itemLines(text: string, item: YamlNode): LineSpan {
  const start = lineStart(text, startOf(item));
  return withComments(text, start, contentEnd(item), dashColumn(text, item));
}

/** Where the last character of a value, or of a pair, has its end; comments behind it not counted. */
export function contentEnd(node: YamlNode | YamlPair | null): number {
  if (isPair<YamlNode, YamlNode | null>(node)) {
    const keyEnd = endOf(node.key);
    return node.value === null ? keyEnd : Math.max(keyEnd, contentEnd(node.value));
  }
  if (isCollection(node) && node.flow !== true) {
    const last = (node.items as (YamlNode | YamlPair)[]).at(-1);
    if (last !== undefined) return contentEnd(last);
  }
  const end = endOf(node);
  // A block scalar's end is behind its last line.
  return isScalar(node) && node.type?.startsWith('BLOCK_') ? end - 1 : end;
}

/** Adds comment lines of the same indentation above, and of a deeper one below. */
function withComments(text: string, start: number, end: number, column: number): LineSpan {
  let first = start;
  while (first > 0) {
    const previous = lineStart(text, first - 1);
    if (commentColumn(text, previous) !== column) break;
    first = previous;
  }
  let last = lineEnd(text, end);
  while (last < text.length && (commentColumn(text, last) ?? -1) > column) {
    last = lineEnd(text, last);
  }
  return { start: first, end: last };
}

/** Column of the comment that is alone on the line, undefined for other lines. */
function commentColumn(text: string, start: number): number | undefined {
  const column = text.slice(start, lineEnd(text, start)).search(/\S/);
  return text[start + column] === '#' ? column : undefined;
}

/** Grows a span that is removed, so that of two blank lines around it one goes as well. */
export function withBlankLine(text: string, { start, end }: LineSpan): LineSpan {
  const isBlankBefore = start === 0 || isBlankLine(text, lineStart(text, start - 1));
  if (!isBlankBefore) return { start, end };
  if (end >= text.length) return { start: start === 0 ? 0 : lineStart(text, start - 1), end };
  return isBlankLine(text, end) ? { start, end: lineEnd(text, end) } : { start, end };
}

/** Whether a blank line stands before the line that starts at `offset`. */
export function hasBlankLineBefore(text: string, offset: number): boolean {
  return offset > 0 && isBlankLine(text, lineStart(text, offset - 1));
}

/** Where the first line that is not blank starts, from the start of a line on. */
export function endOfBlankLines(text: string, start: number): number {
  let end = start;
  while (end < text.length && isBlankLine(text, end)) end = lineEnd(text, end);
  return end;
}

function isBlankLine(text: string, start: number): boolean {
  return text.slice(start, lineEnd(text, start)).trim() === '';
}

function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the end of the line that `offset` is in. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

function startOf(node: YamlNode): number {
  if (!node.range) throw new IrregularLayout();
  return node.range[0];
}

function endOf(node: YamlNode | null): number {
  if (!node?.range) throw new IrregularLayout();
  return node.range[1];
}
