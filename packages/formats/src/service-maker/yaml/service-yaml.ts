/** Service Maker YAML as nodes and edges with their positions; both of its forms. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { ImportSource } from '../../import/import-format.ts';
import type { FormatError } from '../../note.ts';

export interface ServiceProperty {
  readonly key: string;
  readonly value: Node | undefined;
}

export interface ServiceNode {
  readonly name: string;
  /** Factory, or `module.object` of a probe, signal handler, feeder or receiver. */
  readonly type: string;
  readonly isCustomObject: boolean;
  readonly isEnabled: boolean;
  readonly properties: readonly ServiceProperty[];
  readonly at: Node | undefined;
}

export interface ServiceEdge {
  /** A node, with `.pad` behind it or without. */
  readonly from: string;
  readonly to: string;
  readonly at: Node | undefined;
  readonly targetAt: Node | undefined;
}

export type ParsedServiceYaml =
  | { readonly ok: true; readonly description: ServiceYaml }
  | { readonly ok: false; readonly errors: readonly FormatError[] };

export class ServiceYaml {
  /** Absent in the form with edges. */
  readonly name: string | undefined;
  readonly nodes: readonly ServiceNode[];
  readonly edges: readonly ServiceEdge[];
  readonly #lines: LineCounter;
  readonly #byName: ReadonlyMap<string, ServiceNode>;

  private constructor(parser: YamlParser, lines: LineCounter) {
    this.name = parser.name;
    this.nodes = parser.nodes;
    this.edges = parser.edges;
    this.#lines = lines;
    this.#byName = new Map(parser.nodes.map((node) => [node.name, node]));
  }

  static parse({ text, fileName }: ImportSource): ParsedServiceYaml {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
    if (document.errors.length > 0) {
      const errors = document.errors.map(({ message, linePos }): FormatError => {
        const [start] = linePos ?? [];
        const place = start && { line: start.line, column: start.col };
        return {
          message: `not readable as YAML: ${message.split(' at line')[0]}`,
          place: { file: fileName, ...place },
        };
      });
      return { ok: false, errors };
    }
    const parser = new YamlParser(fileName, (at) => positionOf(lines, at));
    parser.take(document.contents);
    return parser.errors.length > 0
      ? { ok: false, errors: parser.errors }
      : { ok: true, description: new ServiceYaml(parser, lines) };
  }

  node(name: string): ServiceNode | undefined {
    return this.#byName.get(name);
  }

  /** Line and column, from 1. */
  position(at: Node | undefined): { line: number; column: number } | undefined {
    return positionOf(this.#lines, at);
  }
}

function positionOf(lines: LineCounter, at: Node | undefined) {
  const offset = at?.range?.[0];
  if (offset === undefined) return undefined;
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

type PositionOf = (at: Node | undefined) => { line: number; column: number } | undefined;

class YamlParser {
  name: string | undefined;
  readonly nodes: ServiceNode[] = [];
  readonly edges: ServiceEdge[] = [];
  readonly errors: FormatError[] = [];
  readonly #fileName: string;
  readonly #position: PositionOf;

  constructor(fileName: string, position: PositionOf) {
    this.#fileName = fileName;
    this.#position = position;
  }

  take(contents: Node | null): void {
    const graph = isMap(contents) ? contents.get('deepstream', true) : undefined;
    const groups = isMap(contents) ? contents.get('pipeline', true) : undefined;
    if (isMap(graph)) this.#takeGraph(graph);
    else if (isMap(groups)) this.#takeGroups(groups);
    else {
      this.#fail(
        'there is no pipeline description in it',
        contents ?? undefined,
        'Service Maker reads a map "deepstream" with the lists "nodes" and "edges".',
      );
    }
  }

  #takeGraph(graph: YAMLMap): void {
    this.#takeNodes(graph.get('nodes', true), graph, 'nodes');
    const edges = graph.get('edges', true);
    if (edges === undefined) return;
    if (!isMap(edges)) {
      this.#fail('"edges" is no map from sources to targets', asNode(edges));
      return;
    }
    for (const pair of edges.items) this.#takeEdges(pair);
  }

  #takeGroups(groups: YAMLMap): void {
    const name = groups.get('name');
    if (typeof name === 'string' && name.trim() !== '') this.name = name;
    this.#takeNodes(groups.get('elements', true), groups, 'elements');
    const links = groups.get('links', true);
    if (!isSeq(links)) return;
    for (const group of links.items) {
      if (!isSeq(group)) {
        this.#fail('a link group is no list of elements', asNode(group));
        continue;
      }
      const members = group.items.map((item) => ({ text: textOf(item), at: asNode(item) }));
      members.slice(1).forEach((to, index) => {
        const from = members[index];
        if (from?.text === undefined || to.text === undefined) return;
        this.edges.push({ from: from.text, to: to.text, at: from.at, targetAt: to.at });
      });
    }
  }

  #takeNodes(nodes: unknown, parent: Node, key: string): void {
    if (!isSeq(nodes) || nodes.items.length === 0) {
      this.#fail(`there are no ${key}`, asNode(nodes) ?? parent, `List elements under "${key}".`);
      return;
    }
    for (const item of nodes.items) {
      if (isMap(item)) this.#takeNode(item);
      else this.#fail('a node is no map with "type" and "name"', asNode(item));
    }
  }

  #takeNode(map: YAMLMap): void {
    const type = textOf(map.get('type', true));
    const name = textOf(map.get('name', true)) ?? type;
    if (type === undefined || name === undefined) {
      const which = name === undefined ? 'a node' : `the node "${name}"`;
      this.#fail(`${which} has no type`, map, 'Give it the factory of an element as its type.');
      return;
    }
    if (this.nodes.some((node) => node.name === name)) {
      this.#fail(`two nodes are called "${name}"`, map, 'Give each node a name of its own.');
      return;
    }
    const properties = map.get('properties', true);
    this.nodes.push({
      name,
      type,
      isCustomObject: type.includes('.'),
      isEnabled: map.get('enable') !== false,
      properties: isMap(properties)
        ? properties.items.flatMap((pair) => {
            const key = textOf(pair.key);
            return key === undefined ? [] : [{ key, value: asNode(pair.value) }];
          })
        : [],
      at: map,
    });
  }

  #takeEdges({ key, value }: Pair): void {
    const from = textOf(key);
    if (from === undefined) return;
    for (const item of isSeq(value) ? value.items : [value]) {
      const to = textOf(item);
      if (to === undefined) {
        this.#fail(`the edge from "${from}" has no target`, asNode(item) ?? asNode(key));
        continue;
      }
      this.edges.push({ from, to, at: asNode(key), targetAt: asNode(item) });
    }
  }

  #fail(message: string, at: Node | undefined, remedy?: string): void {
    this.errors.push({
      message,
      place: { file: this.#fileName, ...this.#position(at) },
      ...(remedy !== undefined && { remedy }),
    });
  }
}

function asNode(value: unknown): Node | undefined {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : undefined;
}

/** A scalar's text; undefined for anything else, and for nothing. */
function textOf(value: unknown): string | undefined {
  if (!isScalar(value) || value.value === null) return undefined;
  const text = typeof value.value === 'string' ? value.value : (value.source ?? '');
  return text.trim() === '' ? undefined : text;
}
