/** Whether a text's node says what a tree says, however it is written. */
import { type Document, isMap, isScalar, isSeq } from 'yaml';
import { type Link, linkId } from '../document.ts';
import { parseLink, parsePadRef } from '../link-text.ts';
import type { YamlTree } from './document-tree.ts';
import {
  keyText,
  resolveAlias,
  scalarText,
  scalarValue,
  type YamlNode,
  type YamlPair,
} from './yaml-text.ts';

/** Whether the node and the tree mean the same. */
export function isSame(node: YamlNode | null, tree: YamlTree, document: Document): boolean {
  const resolved = resolveAlias(node, document);
  switch (tree.kind) {
    case 'text':
      return isScalar(resolved) && scalarText(resolved) === tree.text;
    case 'value':
      return isScalar(resolved) && scalarValue(resolved) === tree.value;
    case 'names': {
      if (!isSeq(resolved) || resolved.items.length !== tree.names.length) return false;
      const items = resolved.items as (YamlNode | null)[];
      return tree.names.every((name, index) => {
        const item = resolveAlias(items[index], document);
        return isScalar(item) && scalarText(item) === name;
      });
    }
    case 'links': {
      if (isEmpty(resolved)) return tree.links.length === 0;
      if (!isSeq(resolved) || resolved.items.length !== tree.links.length) return false;
      const items = resolved.items as (YamlNode | null)[];
      return tree.links.every((link, index) => isSameLink(items[index] ?? null, link, document));
    }
    case 'map': {
      if (isEmpty(resolved)) return tree.entries.every(({ isImplied }) => isImplied);
      if (!isMap(resolved)) return false;
      const pairs = new Map<string, YamlPair>();
      for (const pair of resolved.items as YamlPair[]) {
        const key = keyText(pair);
        if (key === undefined) return false;
        pairs.set(key, pair);
      }
      const isComplete = tree.entries.every(({ key, tree: wanted, isImplied }) => {
        const pair = pairs.get(key);
        return pair === undefined ? isImplied === true : isSame(pair.value, wanted, document);
      });
      const wantedKeys = tree.entries.map(({ key }) => key);
      // An empty section says nothing, so it may be there or not.
      const keys = [...pairs.keys()].filter(
        (key) => wantedKeys.includes(key) || !isEmptySection(pairs.get(key), document),
      );
      if (!isComplete || keys.some((key) => !wantedKeys.includes(key))) return false;
      return !tree.isOrdered || keys.every((key, index) => key === wantedKeys[index]);
    }
  }
}

/** Whether a list item is this link, its caps included. */
export function isSameLink(node: YamlNode | null, link: Link, document: Document): boolean {
  const written = readLinkItem(node, document);
  return written !== undefined && linkKey(written) === linkKey(link);
}

/** What makes a link itself: its ends and its caps. */
export function linkKey(link: Link): string {
  return link.caps === undefined ? linkId(link) : `${linkId(link)} ${link.caps}`;
}

/** The link that a list item says; undefined when it is none. */
export function readLinkItem(node: YamlNode | null, document: Document): Link | undefined {
  const item = resolveAlias(node, document);
  if (isScalar(item)) {
    const parsed = parseLink(scalarText(item) ?? '');
    return parsed.ok ? parsed.link : undefined;
  }
  if (!isMap(item)) return undefined;
  const field = (key: string): string | undefined => {
    const pair = (item.items as YamlPair[]).find((each) => keyText(each) === key);
    const scalar = resolveAlias(pair?.value, document);
    return isScalar(scalar) ? scalarText(scalar) : undefined;
  };
  const from = parsePadRef(field('from') ?? '');
  const to = parsePadRef(field('to') ?? '');
  if (!from.ok || !to.ok) return undefined;
  const caps = field('caps');
  return { from: from.ref, to: to.ref, ...(caps !== undefined && { caps }) };
}

function isEmptySection(pair: YamlPair | undefined, document: Document): boolean {
  return isEmpty(resolveAlias(pair?.value, document));
}

/** Nothing, `{}` or `[]`. */
export function isEmpty(node: ReturnType<typeof resolveAlias>): boolean {
  if (isMap(node) || isSeq(node)) return node.items.length === 0;
  return node === null || (isScalar(node) && (node.value ?? null) === null);
}
