/** The document as the YAML tree that its text should have. */
import { type Link, linkId, type PipelineDocument, type PropertyValue } from '../document.ts';
import { formatPadRef } from '../link-text.ts';

export interface TreeEntry {
  readonly key: string;
  readonly tree: YamlTree;
  /** The text may leave it out: it says what is so anyway. */
  readonly isImplied?: boolean;
}

export interface MapTree {
  readonly kind: 'map';
  /** Whether the order of the keys is the user's and means something. */
  readonly isOrdered: boolean;
  readonly entries: readonly TreeEntry[];
}

export interface TextTree {
  readonly kind: 'text';
  /** Always text, whatever it looks like: `deepstream: 9.1` is the text 9.1. */
  readonly text: string;
}

export type YamlTree =
  | MapTree
  | TextTree
  | { readonly kind: 'links'; readonly links: readonly Link[] }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'value'; readonly value: PropertyValue };

/** Sections in the order in which a new document has them. */
export function documentTree(document: PipelineDocument): MapTree {
  const { name, target, parameters, elements, links, rules, files } = document;
  return map([
    entry('formatVersion', value(document.formatVersion)),
    entry('name', text(name)),
    entry(
      'target',
      map([
        entry('platform', text(target.platform)),
        entry('deepstream', text(target.deepstream)),
        entry('streammux', text(target.streammux), target.streammux === 'legacy'),
      ]),
    ),
    ...section('parameters', parameters, ({ type, default: initial, description, secret }) =>
      map([
        entry('type', text(type)),
        ...optional('default', initial, value),
        ...optional('description', description, text),
        ...optional('secret', secret, value),
      ]),
    ),
    entry(
      'elements',
      mapOf(elements, ({ factory, properties, pads }) =>
        map([
          entry('factory', text(factory)),
          ...section('properties', properties, value),
          ...section('pads', withContent(pads), (padProperties) => mapOf(padProperties, value)),
        ]),
      ),
      Object.keys(elements).length === 0,
    ),
    entry('links', { kind: 'links', links }, links.length === 0),
    ...section('rules', rules, ({ severity, reason, elements: limits }) =>
      map([
        entry('severity', text(severity)),
        entry('reason', text(reason)),
        ...optional('elements', limits, (names) => ({ kind: 'names', names })),
      ]),
    ),
    ...section('files', files, text),
  ]);
}

/** A link as its list item: text, or a mapping when it has caps. */
export function linkTree(link: Link): MapTree | TextTree {
  if (link.caps === undefined) return text(linkId(link));
  return map([
    entry('from', text(formatPadRef(link.from))),
    entry('to', text(formatPadRef(link.to))),
    entry('caps', text(link.caps)),
  ]);
}

function text(content: string): TextTree {
  return { kind: 'text', text: content };
}

function value(content: PropertyValue): YamlTree {
  return { kind: 'value', value: content };
}

/** A mapping of known keys, whose order is of no meaning. */
function map(entries: readonly TreeEntry[]): MapTree {
  return { kind: 'map', isOrdered: false, entries };
}

function entry(key: string, tree: YamlTree, isImplied = false): TreeEntry {
  return { key, tree, isImplied };
}

function mapOf<V>(record: Readonly<Record<string, V>>, toTree: (value: V) => YamlTree): YamlTree {
  const entries = Object.entries(record).map(([key, each]) => entry(key, toTree(each)));
  return { kind: 'map', isOrdered: true, entries };
}

/** A section that is there only when it has content. */
function section<V>(
  key: string,
  record: Readonly<Record<string, V>>,
  toTree: (value: V) => YamlTree,
): TreeEntry[] {
  return Object.keys(record).length === 0 ? [] : [entry(key, mapOf(record, toTree))];
}

/** Pads without properties say nothing. */
function withContent<V extends object>(record: Readonly<Record<string, V>>): Record<string, V> {
  return Object.fromEntries(
    Object.entries(record).filter(([, content]) => Object.keys(content).length > 0),
  );
}

function optional<V>(
  key: string,
  content: V | undefined,
  toTree: (value: V) => YamlTree,
): TreeEntry[] {
  return content === undefined ? [] : [entry(key, toTree(content))];
}
