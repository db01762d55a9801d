/** Service Maker YAML -> pipeline document. */
import type { Catalogue } from '@pipewright/catalogue';
import {
  type ElementNode,
  emptyDocument,
  type Link,
  nearestName,
  type Parameter,
  type Properties,
  type PropertyValue,
  propertyNameProblem,
} from '@pipewright/graph';
import { isScalar, type Node, type Scalar } from 'yaml';
import type {
  ImportFormat,
  ImportOptions,
  ImportResult,
  ImportSource,
} from '../../import/import-format.ts';
import { takeConfigFiles } from '../../import/take-config-files.ts';
import { typedValue } from '../../import/typed-value.ts';
import type { FormatError, FormatNote } from '../../note.ts';
import { foldCapsFilters, importedName, importedTarget, nameFromFile } from '../import-document.ts';
import { LinkMaker } from '../import-pads.ts';
import { probeNote } from '../probe-notes.ts';
import { type ServiceEdge, type ServiceNode, ServiceYaml } from './service-yaml.ts';
import { variablesToParameters } from './yaml-variables.ts';

export const serviceMakerImport: ImportFormat = {
  id: 'service-maker',
  title: 'a Service Maker YAML description',
  recognise,
  read,
};

function recognise({ text, fileName }: ImportSource): number {
  if (/^deepstream:/m.test(text) && /^\s+nodes:/m.test(text)) return 1;
  const isLinkGroups = /^pipeline:\s*$/m.test(text) && /^\s+links:/m.test(text);
  return isLinkGroups && /^\s+elements:/m.test(text) && /\.ya?ml$/i.test(fileName) ? 0.6 : 0;
}

async function read(source: ImportSource, options: ImportOptions): Promise<ImportResult> {
  const yaml = ServiceYaml.parse(source);
  if (!yaml.ok) return { ok: false, errors: yaml.errors };
  const factories = yaml.description.nodes.map(({ type }) => type);
  const target = importedTarget(factories, options);
  const reader = new YamlReader(yaml.description, options.catalogueFor(target), source.fileName);
  const read = reader.read();
  if (reader.errors.length > 0) {
    return { ok: false, errors: reader.errors };
  }
  const name = yaml.description.name ?? nameFromFile(source.fileName);
  const taken = await takeConfigFiles(
    { ...emptyDocument(name), target, ...read },
    options.readFile,
  );
  return {
    ok: true,
    pipelines: [{ document: taken.document, notes: [...reader.notes, ...taken.notes] }],
  };
}

class YamlReader {
  readonly notes: FormatNote[] = [];
  readonly errors: FormatError[] = [];
  readonly #yaml: ServiceYaml;
  readonly #catalogue: Catalogue;
  readonly #fileName: string;
  /** Node's name -> element's name; those that are no elements are not in it. */
  readonly #elementNames = new Map<string, string>();
  readonly #parameters: Record<string, Parameter> = {};

  constructor(yaml: ServiceYaml, catalogue: Catalogue, fileName: string) {
    this.#yaml = yaml;
    this.#catalogue = catalogue;
    this.#fileName = fileName;
  }

  read(): {
    elements: Readonly<Record<string, ElementNode>>;
    links: readonly Link[];
    parameters: Readonly<Record<string, Parameter>>;
  } {
    const elements: Record<string, ElementNode> = {};
    for (const node of this.#yaml.nodes) {
      if (node.isEnabled && !node.isCustomObject) this.#nameElement(node);
    }
    for (const node of this.#yaml.nodes) {
      const name = this.#elementNames.get(node.name);
      if (name === undefined) {
        if (!node.isEnabled) this.#noteDisabled(node);
        continue;
      }
      elements[name] = { factory: node.type, properties: this.#properties(node, name), pads: {} };
    }
    const maker = new LinkMaker((name) => elements[name]?.factory ?? '', this.#catalogue);
    for (const edge of this.#yaml.edges) this.#takeEdge(edge, maker);
    return { ...foldCapsFilters(elements, maker.links), parameters: this.#parameters };
  }

  #nameElement(node: ServiceNode): void {
    const name = importedName(node.name, new Set(this.#elementNames.values()));
    this.#elementNames.set(node.name, name);
    if (name === node.name) return;
    this.notes.push({
      kind: 'changed',
      message: `the node "${node.name}" is called ${name}: elements can't have its name`,
      place: { element: name, ...this.#place(node.at) },
    });
  }

  #noteDisabled(node: ServiceNode): void {
    this.notes.push({
      kind: 'lost',
      message: `the node "${node.name}" is disabled: it and its edges are left out`,
      place: this.#place(node.at),
    });
  }

  #properties(node: ServiceNode, element: string): Properties {
    const properties: Record<string, PropertyValue> = {};
    for (const { key, value } of node.properties) {
      const problem = propertyNameProblem(key);
      if (problem !== undefined || !isScalar(value) || value.value === null) {
        this.notes.push({
          kind: 'lost',
          message: problem ?? `${key} is no single value, and is left out`,
          place: { element, property: key, ...this.#place(value) },
        });
        continue;
      }
      const typed = this.#value(node.type, key, value);
      properties[key] = variablesToParameters(typed, this.#parameters, (variable, parameter) =>
        this.notes.push({
          kind: 'changed',
          message: `\${${variable}} becomes the parameter "${parameter}", which needs a value`,
          place: { element, property: key, parameter, ...this.#place(value) },
        }),
      );
    }
    return properties;
  }

  #value(factory: string, property: string, scalar: Scalar): PropertyValue {
    const { value, source } = scalar;
    const text = typeof value === 'string' ? value : (source ?? String(value));
    const spec = this.#catalogue.property(factory, property);
    if (spec !== undefined) return typedValue(spec, text);
    if (typeof value === 'boolean' || typeof value === 'string') return value;
    return typeof value === 'number' && Number.isSafeInteger(value * 1e3) ? value : text;
  }

  #takeEdge(edge: ServiceEdge, maker: LinkMaker): void {
    const from = this.#end(edge.from, edge.at);
    if (from === undefined) return;
    const to = this.#end(edge.to, edge.targetAt);
    if (to === undefined) return;
    if (!from.node.isEnabled || !to.node.isEnabled) return;
    const fromName = this.#elementNames.get(from.node.name);
    const toName = this.#elementNames.get(to.node.name);
    if (fromName !== undefined && toName !== undefined) {
      maker.add({ from: fromName, fromPad: from.pad, to: toName, toPad: to.pad });
      return;
    }
    const custom = toName === undefined ? to.node : from.node;
    const element = toName === undefined ? fromName : toName;
    this.notes.push(probeNote(custom.name, custom.type, element, this.#place(edge.targetAt)));
  }

  /** A node, or a node and its pad; dots belong to the name where a node has that name. */
  #end(written: string, at: Node | undefined): { node: ServiceNode; pad: string } | undefined {
    const whole = this.#yaml.node(written);
    if (whole) return { node: whole, pad: '' };
    const dot = written.lastIndexOf('.');
    const node = dot > 0 ? this.#yaml.node(written.slice(0, dot)) : undefined;
    if (node) return { node, pad: written.slice(dot + 1) };
    const meant = nearestName(
      written,
      this.#yaml.nodes.map(({ name }) => name),
    );
    this.errors.push({
      message: `an edge names "${written}", but there is no such node`,
      place: this.#place(at),
      remedy: meant === undefined ? 'Add a node of that name.' : `Did you mean "${meant}"?`,
    });
    return undefined;
  }

  #place(at: Node | undefined) {
    return { file: this.#fileName, ...this.#yaml.position(at) };
  }
}
