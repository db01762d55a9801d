/** YAML trees as text, in the house style: block collections, plain scalars, literal blocks. */
import { Scalar, stringify } from 'yaml';
import type { Link, PropertyValue } from '../document.ts';
import { linkTree, type MapTree, type TreeEntry, type YamlTree } from './document-tree.ts';

/** Spaces per level where a text does not have its own way. */
export const INDENT = 2;

// What needs no quotes anywhere, decided without the printer of the yaml package: most scalars.
const PLAIN_TEXT = /^[A-Za-z_/][A-Za-z0-9_./%+-]*$/;
const ON_ONE_LINE = {
  lineWidth: 0,
  doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
};
const RESERVED_TEXT = /^(?:null|true|false)$/i;

/** A whole document, with a blank line before each section. */
export function renderDocument(tree: MapTree): string {
  let text = '';
  for (const entry of tree.entries) {
    // A literal block may end in blank lines, which are its own.
    const isSpaced = isSection(entry) && text !== '' && !text.endsWith('\n\n');
    text += `${isSpaced ? '\n' : ''}${renderEntry(entry, 0)}`;
  }
  return text;
}

/** Whether an entry of the document has lines of its own. */
export function isSection({ tree }: TreeEntry): boolean {
  return tree.kind === 'map' || tree.kind === 'links';
}

/** `key: value` with its line end, from column `column`; each level below is `step` deeper. */
export function renderEntry({ key, tree }: TreeEntry, column: number, step = INDENT): string {
  return `${' '.repeat(column)}${renderScalar(key)}:${renderValue(tree, column, step)}`;
}

/** What follows a key's colon, with its line end; the key stands at `column`. */
export function renderValue(tree: YamlTree, column: number, step = INDENT): string {
  switch (tree.kind) {
    case 'map': {
      if (tree.entries.length === 0) return ' {}\n';
      const lines = tree.entries.map((entry) => renderEntry(entry, column + step, step));
      return `\n${lines.join('')}`;
    }
    case 'links': {
      if (tree.links.length === 0) return ' []\n';
      return `\n${tree.links.map((link) => renderLink(link, column + INDENT)).join('')}`;
    }
    case 'names':
      return ` ${renderFlow(tree, true)}\n`;
    case 'text':
      return ` ${renderContent(tree.text, column, column + step)}\n`;
    case 'value':
      return ` ${renderContent(tree.value, column, column + step)}\n`;
  }
}

/** A list item with its line end; its dash stands at `column`. */
export function renderLink(link: Link, column: number): string {
  return `${' '.repeat(column)}- ${renderLinkBody(link, column + '- '.length)}`;
}

/** What follows the dash of a list item, with its line end; it starts at `column`. */
export function renderLinkBody(link: Link, column: number): string {
  const tree = linkTree(link);
  if (tree.kind === 'text') return `${renderScalar(tree.text)}\n`;
  return tree.entries
    .map((entry) => renderEntry(entry, column))
    .join('')
    .trimStart();
}

/** Text of several lines, which a literal block can hold and shows as it is. */
export function isBlockText(content: PropertyValue): content is string {
  if (typeof content !== 'string' || !content.includes('\n')) return false;
  const isPrintable = !/[^\P{Cc}\n\t]/u.test(content);
  // Where the last line is blank but not empty, its spaces would look like indentation.
  return isPrintable && /\S/.test(content) && !/[ \t]$/.test(content);
}

/**
 * A scalar behind a key at `column`: text of several lines as a literal block, whose lines start at
 * `bodyColumn`.
 */
export function renderContent(content: PropertyValue, column: number, bodyColumn: number): string {
  if (!isBlockText(content)) return renderScalar(content);
  const margin = ' '.repeat(bodyColumn);
  // Where the text itself begins with space, the block's indentation has to be told.
  const indentation = /^\s/.test(content) ? bodyColumn - column : '';
  const chomping = content.endsWith('\n\n') ? '+' : content.endsWith('\n') ? '' : '-';
  const lines = content.replace(/\n$/, '').split('\n');
  const body = lines.map((line) => (line === '' ? '' : margin + line));
  return [`|${indentation}${chomping}`, ...body].join('\n');
}

/** A scalar on one line, as a block collection's key or value. */
export function renderScalar(content: PropertyValue, style?: QuoteStyle): string {
  if (typeof content === 'number') return renderNumber(content);
  if (typeof content === 'boolean') return String(content);
  if (style === undefined && PLAIN_TEXT.test(content) && !RESERVED_TEXT.test(content)) {
    return content;
  }
  return stringify({ k: styled(content, style) }, ON_ONE_LINE)
    .trimEnd()
    .slice('k: '.length);
}

/** A scalar on one line, as part of a flow collection. */
function renderFlowScalar(content: PropertyValue): string {
  if (typeof content !== 'string') return renderScalar(content);
  const text = stringify([styled(content, undefined)], {
    ...ON_ONE_LINE,
    collectionStyle: 'flow',
  });
  return text.trimEnd().replace(/^\[ ?/, '').replace(/ ?\]$/, '');
}

/** Large integers get a fraction: without one they would be read as exact, as decimal strings. */
function renderNumber(number: number): string {
  const text = String(number);
  const isInexact = Number.isInteger(number) && !Number.isSafeInteger(number);
  return isInexact && !text.includes('e') ? `${text}.0` : text;
}

/** How a text is quoted; a style that can't hold a text gives way to one that can. */
export type QuoteStyle = 'QUOTE_SINGLE' | 'QUOTE_DOUBLE' | undefined;

function styled(content: string, style: QuoteStyle): Scalar {
  const scalar = new Scalar(content);
  scalar.type = /[\n\r]/.test(content) ? Scalar.QUOTE_DOUBLE : (style ?? Scalar.PLAIN);
  return scalar;
}

/** A tree as part of a flow collection, `{a: 1}` when compact, else `{ a: 1 }`. */
export function renderFlow(tree: YamlTree, isCompact: boolean): string {
  switch (tree.kind) {
    case 'map': {
      const entries = tree.entries.map(
        ({ key, tree: value }) => `${renderFlowScalar(key)}: ${renderFlow(value, isCompact)}`,
      );
      if (entries.length === 0) return '{}';
      return isCompact ? `{${entries.join(', ')}}` : `{ ${entries.join(', ')} }`;
    }
    case 'links':
      return `[${tree.links.map((link) => renderFlow(linkTree(link), isCompact)).join(', ')}]`;
    case 'names':
      return `[${tree.names.map(renderFlowScalar).join(', ')}]`;
    case 'text':
      return renderFlowScalar(tree.text);
    case 'value':
      return renderFlowScalar(tree.value);
  }
}
