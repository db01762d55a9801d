/** What rules see of a document: elements with factories, properties and links. */
import type {
  Catalogue,
  Config,
  ElementFactory,
  PadTemplate,
  PropertySpec,
} from '@pipewright/catalogue';
import type { ElementNode, Link, LinkId, PipelineDocument, PropertyValue } from '@pipewright/graph';
import type { FileFacts } from './files.ts';
import type { Rememberer } from './live/remembered.ts';

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

/** One link, for as long as the document has it: what is read of it is read as it is now. */
export interface LinkView extends Rememberer {
  readonly id: LinkId;
  readonly link: Link;
  /** Position in the document's links. */
  readonly position: number;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
}

/** One element, for as long as the document has one of its name. */
export interface ElementView extends Rememberer {
  readonly name: string;
  readonly node: ElementNode;
  /** Undefined when the catalogue does not know the factory. */
  readonly factory: ElementFactory | undefined;
  readonly settings: readonly Setting[];
  readonly inputs: readonly LinkView[];
  readonly outputs: readonly LinkView[];
  /** Position in the document's elements. */
  readonly position: number;
  /** Its own setting of a property, by its canonical name. */
  setting(property: string): Setting | undefined;
}

/** The elements by name, in the document's order. */
export interface ElementViews {
  readonly size: number;
  get(name: string): ElementView | undefined;
  has(name: string): boolean;
  keys(): Iterable<string>;
  values(): Iterable<ElementView>;
}

export interface PipelineIndex extends Rememberer {
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly elements: ElementViews;
  readonly links: readonly LinkView[];
  /** The elements of one factory, in the document's order. */
  elementsOf(factory: string): readonly ElementView[];
  /** The link of that id. */
  link(id: LinkId): LinkView | undefined;
  /** Whether a setting's value is this text, or has it as an entry of its list. */
  mentions(word: string): boolean;
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
  return element.setting(property);
}

/** The value a property will have: written, or the factory's default; undefined if unknown. */
export function effectiveValue(element: ElementView, property: string): PropertyValue | undefined {
  const setting = element.setting(property);
  if (setting) return setting.value;
  return element.factory?.properties.find((candidate) => candidate.name === property)?.default;
}

/** `effectiveValue` as a whole number. */
export function effectiveInteger(element: ElementView, property: string): number | undefined {
  const value = effectiveValue(element, property);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

/** The document's own file that a path means, as expansion tells it; undefined if none. */
export function ownedFileName(document: PipelineDocument, path: string): string | undefined {
  const name = path.replace(/^(?:\.\/)+/, '');
  return Object.hasOwn(document.files, name) ? name : undefined;
}
