/** The document, looked up once for all rules: elements with factories, properties and links. */
import {
  type Catalogue,
  type Config,
  type ElementFactory,
  type PadTemplate,
  type PropertySpec,
  readConfig,
} from '@pipewright/catalogue';
import {
  type ElementNode,
  type Link,
  type LinkId,
  linkId,
  type PipelineDocument,
  type PropertyValue,
} from '@pipewright/graph';
import type { FileFacts, FileLookup } from './files.ts';
import { resolveValue } from './parameter-references.ts';

/** One written property of an element or of one of its pads. */
export interface Setting {
  readonly element: string;
  readonly pad?: string;
  /** As the document writes it. */
  readonly property: string;
  readonly written: PropertyValue;
  /** With parameters' defaults; undefined when only the start of a run tells. */
  readonly value: PropertyValue | undefined;
  readonly spec: PropertySpec | undefined;
}

export interface LinkEnd {
  readonly name: string;
  readonly pad: string;
  readonly element: ElementView | undefined;
  readonly template: PadTemplate | undefined;
}

export interface LinkView {
  readonly id: LinkId;
  readonly link: Link;
  /** Position in the document's links. */
  readonly position: number;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
}

export interface ElementView {
  readonly name: string;
  readonly node: ElementNode;
  /** Undefined when the catalogue does not know the factory. */
  readonly factory: ElementFactory | undefined;
  readonly settings: readonly Setting[];
  readonly inputs: readonly LinkView[];
  readonly outputs: readonly LinkView[];
}

export interface PipelineIndex {
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly elements: ReadonlyMap<string, ElementView>;
  readonly links: readonly LinkView[];
  /** Facts of a file; undefined while not known. */
  file(path: string): FileFacts | undefined;
  /** A config file that the document owns or that is on disk; undefined when it can't be read. */
  config(path: string): Config | undefined;
}

/** Base classes accept `some_name` for `some-name`. */
export function canonicalPropertyName(name: string): string {
  return name.includes('_') ? name.replaceAll('_', '-') : name;
}

/** An element's own setting of a property, by its canonical name. */
export function settingOf(element: ElementView, property: string): Setting | undefined {
  return element.settings.find(
    (setting) =>
      setting.pad === undefined &&
      (setting.property === property || canonicalPropertyName(setting.property) === property),
  );
}

/** The value a property will have: written, or the factory's default; undefined if unknown. */
export function effectiveValue(element: ElementView, property: string): PropertyValue | undefined {
  const setting = settingOf(element, property);
  if (setting) return setting.value;
  return element.factory?.properties.find((candidate) => candidate.name === property)?.default;
}

/** `effectiveValue` as a whole number. */
export function effectiveInteger(element: ElementView, property: string): number | undefined {
  const value = effectiveValue(element, property);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

/** Looks everything up once. Paths whose facts the lookup does not have go to `unknownPaths`. */
export function indexPipeline(
  document: PipelineDocument,
  catalogue: Catalogue,
  files: FileLookup,
  unknownPaths: Set<string>,
): PipelineIndex {
  const elements = new Map<string, MutableElementView>();
  for (const [name, node] of Object.entries(document.elements)) {
    elements.set(name, {
      name,
      node,
      factory: catalogue.factory(node.factory),
      settings: settingsOf(document, catalogue, name, node),
      inputs: [],
      outputs: [],
    });
  }
  const links = document.links.map((link, position) => {
    const view: LinkView = {
      id: linkId(link),
      link,
      position,
      from: linkEnd(catalogue, elements, link.from.element, link.from.pad),
      to: linkEnd(catalogue, elements, link.to.element, link.to.pad),
    };
    elements.get(link.from.element)?.outputs.push(view);
    elements.get(link.to.element)?.inputs.push(view);
    return view;
  });
  const file = (path: string) => {
    const facts = files(path);
    if (facts === undefined) unknownPaths.add(path);
    return facts;
  };
  return {
    document,
    catalogue,
    elements,
    links,
    file,
    config: (path) => {
      const owned = ownedFileName(document, path);
      if (owned !== undefined) return readConfig(owned, document.files[owned] ?? '');
      const facts = file(path);
      return facts?.exists && facts.text !== undefined ? readConfig(path, facts.text) : undefined;
    },
  };
}

/** The document's own file that a path means, as expansion tells it; undefined if none. */
export function ownedFileName(document: PipelineDocument, path: string): string | undefined {
  const name = path.replace(/^(?:\.\/)+/, '');
  return Object.hasOwn(document.files, name) ? name : undefined;
}

interface MutableElementView extends ElementView {
  readonly inputs: LinkView[];
  readonly outputs: LinkView[];
}

function settingsOf(
  document: PipelineDocument,
  catalogue: Catalogue,
  element: string,
  node: ElementNode,
): Setting[] {
  const settings: Setting[] = [];
  for (const [property, written] of Object.entries(node.properties)) {
    const spec =
      catalogue.property(node.factory, property) ??
      catalogue.property(node.factory, canonicalPropertyName(property));
    settings.push({
      element,
      property,
      written,
      value: resolveValue(document, written),
      spec,
    });
  }
  for (const [pad, properties] of Object.entries(node.pads)) {
    const template = catalogue.padTemplateFor(node.factory, pad);
    for (const [property, written] of Object.entries(properties)) {
      const canonical = canonicalPropertyName(property);
      const spec = template?.properties.find((candidate) => candidate.name === canonical);
      const value = resolveValue(document, written);
      settings.push({ element, pad, property, written, value, spec });
    }
  }
  return settings;
}

function linkEnd(
  catalogue: Catalogue,
  elements: ReadonlyMap<string, ElementView>,
  name: string,
  pad: string,
): LinkEnd {
  const element = elements.get(name);
  const template = element && catalogue.padTemplateFor(element.node.factory, pad);
  return { name, pad, element, template };
}
