/** Changes a text so that it says what a tree says, touching only what differs. */
import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Link, linkId, type PropertyValue } from '../document.ts';
import {
  columnOf,
  contentEnd,
  dashColumn,
  endOfBlankLines,
  hasBlankLineBefore,
  IrregularLayout,
  itemLines,
  type LineSpan,
  lineEnd,
  pairLines,
  withBlankLine,
} from './block-lines.ts';
import { commonOrder } from './common-order.ts';
import { linkTree, type MapTree, type TreeEntry, type YamlTree } from './document-tree.ts';
import {
  INDENT,
  isBlockText,
  isSection,
  type QuoteStyle,
  renderContent,
  renderEntry,
  renderFlow,
  renderLink,
  renderLinkBody,
  renderScalar,
  renderValue,
} from './render.ts';
import { isEmpty, isSame, linkKey, readLinkItem } from './same-tree.ts';
import { TextEdits } from './text-edits.ts';
import { keyText, readYaml, type YamlNode, type YamlPair } from './yaml-text.ts';

/** How deep to look for what differs: everywhere, or at whole sections of the document only. */
export type PatchDepth = 'deep' | 'sections';

/** The changed text; undefined when the text's layout can't be edited in lines. */
export function patchText(text: string, tree: MapTree, depth: PatchDepth): string | undefined {
  const { document } = readYaml(text);
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root) || root.flow === true) return undefined;
  try {
    const patch = new Patch(text, document, depth);
    patch.map(root as YAMLMap, tree, 0);
    return patch.edits.apply();
  } catch (error) {
    if (error instanceof IrregularLayout) return undefined;
    throw error;
  }
}

class Patch {
  readonly edits: TextEdits;
  readonly #text: string;
  readonly #document: Document;
  readonly #depth: PatchDepth;
  /** Spaces per level, as the text has it. */
  readonly #step: number;

  constructor(text: string, document: Document, depth: PatchDepth) {
    this.#text = text;
    this.#document = document;
    this.#depth = depth;
    this.#step = findStep(text, document);
    this.edits = new TextEdits(text);
  }

  map(node: YAMLMap, tree: MapTree, level: number): void {
    const pairs = new Map<string, YamlPair>();
    for (const pair of node.items as YamlPair[]) {
      const key = keyText(pair);
      if (key === undefined || pairs.has(key)) throw new IrregularLayout();
      pairs.set(key, pair);
    }
    const entries = tree.entries.filter(
      ({ key, isImplied }) => isImplied !== true || pairs.has(key),
    );
    const before = [...pairs.keys()];
    const after = entries.map(({ key }) => key);
    const kept = tree.isOrdered
      ? commonOrder(before, after)
      : new Set(after.filter((key) => pairs.has(key)));
    const renamed = tree.isOrdered ? this.#findRenamed(pairs, entries, kept) : new Map();

    let previous: YamlPair | undefined;
    for (const entry of entries) {
      const oldKey = renamed.get(entry.key) ?? entry.key;
      const pair = pairs.get(oldKey);
      if (pair !== undefined && (kept.has(oldKey) || oldKey !== entry.key)) {
        if (oldKey !== entry.key) this.#scalar(pair.key, entry.key, 0);
        this.#pairValue(pair, entry.tree, level);
        previous = pair;
      } else {
        this.#insertEntry(node, previous, entry, pair, level);
      }
    }
    const gone = new Set(renamed.values());
    for (const [key, pair] of pairs) {
      const stays = kept.has(key) || gone.has(key);
      const isHarmless = !after.includes(key) && isEmpty(pair.value as never);
      if (!stays && !isHarmless) this.#remove(pairLines(this.#text, pair));
    }
  }

  /** New key -> old key, for entries that differ in nothing but the key and stand in its place. */
  #findRenamed(
    pairs: ReadonlyMap<string, YamlPair>,
    entries: readonly TreeEntry[],
    kept: ReadonlySet<string>,
  ): Map<string, string> {
    const removedBehind = new Map<string | undefined, string[]>();
    let place: string | undefined;
    for (const key of pairs.keys()) {
      if (kept.has(key)) place = key;
      else if (!entries.some((entry) => entry.key === key)) {
        removedBehind.set(place, [...(removedBehind.get(place) ?? []), key]);
      }
    }
    const renamed = new Map<string, string>();
    place = undefined;
    for (const { key, tree } of entries) {
      if (kept.has(key)) {
        place = key;
      } else if (!pairs.has(key)) {
        const removed = removedBehind.get(place) ?? [];
        const index = removed.findIndex((old) => {
          const value = pairs.get(old)?.value ?? null;
          return isSame(value, tree, this.#document);
        });
        const old = removed[index];
        if (old === undefined) continue;
        renamed.set(key, old);
        // Later ones must come from behind it, or the order would change.
        removedBehind.set(place, removed.slice(index + 1));
      }
    }
    return renamed;
  }

  #insertEntry(
    node: YAMLMap,
    previous: YamlPair | undefined,
    entry: TreeEntry,
    moved: YamlPair | undefined,
    level: number,
  ): void {
    const [first] = node.items as YamlPair[];
    if (first === undefined) throw new IrregularLayout();
    const offset = previous
      ? pairLines(this.#text, previous).end
      : pairLines(this.#text, first).start;
    const lines =
      this.#movedLines(moved, entry.tree) ??
      renderEntry(entry, columnOf(this.#text, first.key), this.#step);
    const isSpaced =
      previous !== undefined &&
      !hasBlankLineBefore(this.#text, offset) &&
      ((level === 0 && isSection(entry)) || this.#isSpaced(node.items as YamlPair[]));
    this.#insert(offset, isSpaced ? `\n${lines}` : lines);
  }

  #insert(offset: number, lines: string): void {
    this.edits.insertLines(offset, lines);
    this.#joinBlankLines(offset, lines);
  }

  /** Blank lines that end a literal block are its own: those of the text behind it would be added. */
  #joinBlankLines(offset: number, rendered: string): void {
    if (!rendered.endsWith('\n\n')) return;
    this.edits.replace(offset, endOfBlankLines(this.#text, offset), '');
  }

  /** An entry that moves takes its comments along, when nothing else about it changes. */
  #movedLines(moved: YamlPair | undefined, tree: YamlTree): string | undefined {
    if (moved === undefined || !isSame(moved.value, tree, this.#document)) return undefined;
    const { start, end } = pairLines(this.#text, moved);
    const lines = this.#text.slice(start, end);
    return lines.endsWith('\n') ? lines : `${lines}\n`;
  }

  /** Whether the entries are written with blank lines between them. */
  #isSpaced([, ...others]: readonly YamlPair[]): boolean {
    return (
      others.length > 0 &&
      others.every((pair) => hasBlankLineBefore(this.#text, pairLines(this.#text, pair).start))
    );
  }

  #remove(span: LineSpan): void {
    const { start, end } = withBlankLine(this.#text, span);
    this.edits.replace(start, end, '');
  }

  #pairValue(pair: YamlPair, tree: YamlTree, level: number): void {
    const { value } = pair;
    if (isSame(value, tree, this.#document)) return;
    const isBlock = isCollection(value) && value.flow !== true && value.items.length > 0;
    const isDeep = this.#depth === 'deep';
    if (isDeep && isBlock && isMap(value) && tree.kind === 'map' && tree.entries.length > 0) {
      this.map(value as YAMLMap, tree, level + 1);
    } else if (
      isDeep &&
      isBlock &&
      isSeq(value) &&
      tree.kind === 'links' &&
      tree.links.length > 0
    ) {
      this.#links(value as YAMLSeq, tree.links);
    } else if (isCollection(value) && value.flow === true && value.items.length > 0) {
      this.#replaceFlow(value as YamlNode, tree);
    } else if (isScalar(value) && !isEmpty(value) && tree.kind === 'text') {
      this.#scalar(value, tree.text, columnOf(this.#text, pair.key));
    } else if (isScalar(value) && !isEmpty(value) && tree.kind === 'value') {
      this.#scalar(value, tree.value, columnOf(this.#text, pair.key));
    } else {
      this.#replaceValue(pair, tree);
    }
  }

  /** Everything behind the colon, comments between the lines included. */
  #replaceValue(pair: YamlPair, tree: YamlTree): void {
    const colon = this.#text.indexOf(':', pair.key.range?.[1] ?? 0) + 1;
    const end = Math.max(colon, contentEnd(pair));
    const column = columnOf(this.#text, pair.key);
    const rendered = renderValue(tree, column, this.#step);
    this.edits.replace(colon, end, rendered.replace(/\n$/, ''));
    this.#joinBlankLines(lineEnd(this.#text, end), rendered);
  }

  #scalar(node: YamlNode, content: PropertyValue, keyColumn: number): void {
    if (!isScalar(node)) {
      this.#replaceNode(node, renderScalar(content));
      return;
    }
    if (isBlockText(content)) {
      const body = this.#text.slice(node.range?.[0], node.range?.[1]);
      const written = node.type?.startsWith('BLOCK_')
        ? /\n( *)\S/.exec(body)?.[1]?.length
        : undefined;
      const bodyColumn = written ?? keyColumn + this.#step;
      const rendered = renderContent(content, keyColumn, bodyColumn);
      this.#replaceNode(node, rendered);
      this.#joinBlankLines(lineEnd(this.#text, contentEnd(node)), `${rendered}\n`);
      return;
    }
    const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
    const style: QuoteStyle = isQuoted ? (node.type as QuoteStyle) : undefined;
    this.#replaceNode(node, renderScalar(content, style));
  }

  #replaceFlow(node: YamlNode, tree: YamlTree): void {
    const isCompact = this.#text[(node.range?.[0] ?? 0) + 1] !== ' ';
    this.#replaceNode(node, renderFlow(tree, isCompact));
  }

  #replaceNode(node: YamlNode, text: string): void {
    if (!node.range) throw new IrregularLayout();
    this.edits.replace(node.range[0], contentEnd(node), text);
  }

  #links(node: YAMLSeq, links: readonly Link[]): void {
    const items = node.items as YamlNode[];
    const before = items.map((item) => {
      const link = readLinkItem(item, this.#document);
      if (link === undefined) throw new IrregularLayout();
      return linkKey(link);
    });
    const kept = commonOrder(before, links.map(linkKey));
    const changed = this.#findChanged(items, before, links, kept);
    const [first] = items;
    if (first === undefined) throw new IrregularLayout();
    const column = dashColumn(this.#text, first);

    let previous: YamlNode | undefined;
    for (const link of links) {
      const key = linkKey(link);
      const item = kept.has(key) ? items[before.indexOf(key)] : changed.get(link);
      if (item === undefined) {
        const offset = previous
          ? itemLines(this.#text, previous).end
          : itemLines(this.#text, first).start;
        this.edits.insertLines(offset, renderLink(link, column));
        continue;
      }
      if (!kept.has(key)) this.#linkItem(item, link, column);
      previous = item;
    }
    const stays = new Set(changed.values());
    for (const [index, item] of items.entries()) {
      if (!kept.has(before[index] ?? '') && !stays.has(item)) {
        this.#remove(itemLines(this.#text, item));
      }
    }
  }

  /**
   * Which items become which links in their place: those with the same ends, and, where as many
   * links go as come between two that stay, those one after the other.
   */
  #findChanged(
    items: readonly YamlNode[],
    before: readonly string[],
    links: readonly Link[],
    kept: ReadonlySet<string>,
  ): Map<Link, YamlNode> {
    const changed = new Map<Link, YamlNode>();
    const olds = gaps(items, (_item, index) => kept.has(before[index] ?? ''));
    const news = gaps(links, (link) => kept.has(linkKey(link)));
    for (const [index, coming] of news.entries()) {
      const going = olds[index] ?? [];
      if (going.length === coming.length) {
        for (const [place, link] of coming.entries()) {
          const item = going[place];
          if (item !== undefined) changed.set(link, item);
        }
        continue;
      }
      let from = 0;
      for (const link of coming) {
        const place = going.findIndex((item, position) => {
          const written = position >= from ? readLinkItem(item, this.#document) : undefined;
          return written !== undefined && linkId(written) === linkId(link);
        });
        const item = going[place];
        if (item === undefined) continue;
        changed.set(link, item);
        from = place + 1;
      }
    }
    return changed;
  }

  #linkItem(item: YamlNode, link: Link, column: number): void {
    const tree = linkTree(link);
    if (isScalar(item) && tree.kind === 'text') {
      this.#scalar(item, tree.text, column);
    } else if (isMap(item) && item.flow !== true && tree.kind === 'map') {
      this.map(item as YAMLMap, tree, 1);
    } else if (isCollection(item) && item.flow === true) {
      this.#replaceFlow(item, tree);
    } else {
      this.#replaceNode(item, renderLinkBody(link, columnOf(this.#text, item)).replace(/\n$/, ''));
    }
  }
}

/** How much deeper than a section its entries are. */
function findStep(text: string, { contents }: Document): number {
  if (!isMap(contents)) return INDENT;
  for (const { value } of contents.items as YamlPair[]) {
    if (!isMap(value) || value.flow === true) continue;
    const [first] = value.items as YamlPair[];
    if (first !== undefined) return columnOf(text, first.key);
  }
  return INDENT;
}

/** What stands between the values that stay: one list more than there are of those. */
function gaps<T>(values: readonly T[], stays: (value: T, index: number) => boolean): T[][] {
  const result: T[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (stays(value, index)) result.push([]);
    else result.at(-1)?.push(value);
  }
  return result;
}
