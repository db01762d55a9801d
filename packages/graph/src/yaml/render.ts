/** YAML trees as text, in the house style: two spaces, block collections, literal blocks. */
import { Scalar, stringify } from 'yaml';
import type { Link, PropertyValue } from '../document.ts';
import { linkTree, type MapTree, type TreeEntry, type YamlTree } from './document-tree.ts';

const INDENT = 2;
// What needs no quotes anywhere, decided without the printer of the yaml package: most scalars.
const PLAIN_TEXT = /^[A-Za-z_/][A-Za-z0-9_./%+-]*$/;
const RESERVED_TEXT = /^(?:null|true|false)$/i;

/** A whole document, with a blank line before each section. */
export function renderDocument(tree: MapTree): string {
  return tree.entries
    .map((entry, index) => {
      const isSection = index > 0 && (entry.tree.kind === 'map' || entry.tree.kind === 'links');
      return `${isSection ? '\n' : ''}${renderEntry(entry, 0)}`;
    })
    .join('');
}

/** `key: value` with its line end, indented by `indent` spaces. */
export function renderEntry({ key, tree }: TreeEntry, indent: number): string {
  return `${' '.repeat(indent)}${renderScalar(key)}:${renderValue(tree, indent)}`;
}

/** What follows a key's colon, with its line end; `indent` is the key's. */
export function renderValue(tree: YamlTree, indent: number): string {
  switch (tree.kind) {
    case 'map': {
      if (tree.entries.length === 0) return ' {}\n';
      const lines = tree.entries.map((entry) => renderEntry(entry, indent + INDENT));
      return `\n${lines.join('')}`;
    }
    case 'links': {
      if (tree.links.length === 0) return ' []\n';
      return `\n${tree.links.map((link) => renderLink(link, indent + INDENT)).join('')}`;
    }
    case 'text':
    case 'value':
      return ` ${renderContent(tree.kind === 'text' ? tree.text : tree.value, indent)}\n`;
  }
}

/** A list item with its line end. */
export function renderLink(link: Link, indent: number): string {
  return `${' '.repeat(indent)}- ${renderLinkBody(link, indent)}`;
}

/** What follows the dash of a list item, with its line end; `indent` is the dash's. */
export function renderLinkBody(link: Link, indent: number): string {
  const tree = linkTree(link);
  if (tree.kind !== 'map') return `${renderScalar(tree.kind === 'text' ? tree.text : '')}\n`;
  return tree.entries
    .map((entry) => renderEntry(entry, indent + INDENT))
    .join('')
    .trimStart();
}

/** A scalar behind a key: text of several lines as a literal block. */
export function renderContent(content: PropertyValue, indent: number): string {
  if (typeof content !== 'string' || !/\n/.test(content) || /\r/.test(content)) {
    return renderScalar(content);
  }
  const scalar = new Scalar(content);
  scalar.type = Scalar.BLOCK_LITERAL;
  const [header = '', ...lines] = stringify({ k: scalar }, { lineWidth: 0 }).split('\n');
  const body = lines.map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`));
  // The printer ends with a line end of its own, as does what this goes into.
  if (body.at(-1) === '') body.pop();
  return [header.slice('k: '.length), ...body].join('\n');
}

/** A scalar on one line, as a block collection's key or value. */
export function renderScalar(content: PropertyValue, style?: QuoteStyle): string {
  if (typeof content !== 'string') return String(content);
  if (style === undefined && PLAIN_TEXT.test(content) && !RESERVED_TEXT.test(content)) {
    return content;
  }
  return stringify({ k: styled(content, style) }, { lineWidth: 0 })
    .trimEnd()
    .slice('k: '.length);
}

/** A scalar on one line, as part of a flow collection. */
export function renderFlowScalar(content: PropertyValue, style?: QuoteStyle): string {
  if (typeof content !== 'string') return String(content);
  const text = stringify([styled(content, style)], {
    collectionStyle: 'flow',
    lineWidth: 0,
  });
  return text.trimEnd().replace(/^\[ ?/, '').replace(/ ?\]$/, '');
}

/** How a text is quoted; a style that can't hold a text gives way to one that can. */
export type QuoteStyle = 'QUOTE_SINGLE' | 'QUOTE_DOUBLE' | undefined;

function styled(content: string, style: QuoteStyle): Scalar {
  const scalar = new Scalar(content);
  scalar.type = /[\n\r]/.test(content) ? Scalar.QUOTE_DOUBLE : (style ?? Scalar.PLAIN);
  return scalar;
}
