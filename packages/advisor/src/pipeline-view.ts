/** The document looked up once: elements with their neighbours, and settings as numbers. */
import type { Catalogue, PropertySpec } from '@pipewright/catalogue';
import type { ElementNode, Link, PipelineDocument, PropertyValue } from '@pipewright/graph';
import type { AdvisorFacts } from './facts.ts';

export interface ElementView {
  readonly name: string;
  readonly node: ElementNode;
  readonly inputs: readonly Link[];
  readonly outputs: readonly Link[];
}

export interface PipelineView {
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly facts: AdvisorFacts;
  readonly elements: ReadonlyMap<string, ElementView>;
}

/** Looks the document up. Links to elements that do not exist lead nowhere. */
export function viewPipeline(
  document: PipelineDocument,
  catalogue: Catalogue,
  facts: AdvisorFacts,
): PipelineView {
  const elements = new Map<string, { inputs: Link[]; outputs: Link[] } & ElementView>();
  for (const [name, node] of Object.entries(document.elements)) {
    elements.set(name, { name, node, inputs: [], outputs: [] });
  }
  for (const link of document.links) {
    elements.get(link.from.element)?.outputs.push(link);
    elements.get(link.to.element)?.inputs.push(link);
  }
  return { document, catalogue, facts, elements };
}

export interface SettingReading {
  /** As the document writes it (`batch_size` for `batch-size`), else the name asked for. */
  readonly property: string;
  readonly isWritten: boolean;
  /** Written as a parameter whose value only the start of a run tells. */
  readonly isReference: boolean;
  /** The value in effect: written, or the element's default; undefined when there is none. */
  readonly value: PropertyValue | undefined;
  /** `value` as a number: enums by their number, booleans as 0 and 1. */
  readonly number: number | undefined;
}

/** What a property of an element will be. */
export function readSetting(
  view: PipelineView,
  { node }: ElementView,
  property: string,
): SettingReading {
  const spec = view.catalogue.property(node.factory, property);
  const entry = Object.entries(node.properties).find(
    ([name]) => name.replaceAll('_', '-') === property,
  );
  if (!entry) {
    const value = spec?.default;
    const number = value === undefined ? undefined : numberOf(value, spec);
    return { property, isWritten: false, isReference: false, value, number };
  }
  const [name, written] = entry;
  const value = resolveParameter(view.document, written);
  const isReference = value === undefined;
  const number = value === undefined ? undefined : numberOf(value, spec);
  return { property: name, isWritten: true, isReference, value, number };
}

/** A property's text; undefined when it has none that is known. */
export function readText(
  view: PipelineView,
  element: ElementView,
  property: string,
): string | undefined {
  const { value } = readSetting(view, element, property);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A value that is nothing but one parameter stands for its default; mixed text is unknown. */
function resolveParameter(
  document: PipelineDocument,
  value: PropertyValue,
): PropertyValue | undefined {
  if (typeof value !== 'string' || !value.includes('${')) return value;
  const name = /^\$\{([^}]*)\}$/.exec(value)?.[1];
  if (name === undefined || !Object.hasOwn(document.parameters, name)) return undefined;
  return document.parameters[name]?.default;
}

function numberOf(value: PropertyValue, spec: PropertySpec | undefined): number | undefined {
  if (typeof value !== 'string') return Number(value);
  const text = value.trim();
  const nick = spec?.enum?.find((candidate) => candidate.nick === text);
  if (nick) return nick.value;
  if (spec?.type === 'boolean' || /^(?:true|false|yes|no)$/i.test(text)) {
    return /^(?:true|t|yes|1)$/i.test(text) ? 1 : 0;
  }
  const number = Number(text);
  return text === '' || Number.isNaN(number) ? undefined : number;
}

/** Everything whose data reaches the element, nearest first, without itself. */
export function upstream(view: PipelineView, element: ElementView): ElementView[] {
  return reach(view, element, ({ inputs }) => inputs.map((link) => link.from.element));
}

/** Everything that the element's data reaches, nearest first, without itself. */
export function downstream(view: PipelineView, element: ElementView): ElementView[] {
  return reach(view, element, ({ outputs }) => outputs.map((link) => link.to.element));
}

function reach(
  view: PipelineView,
  start: ElementView,
  next: (element: ElementView) => readonly string[],
): ElementView[] {
  const found = new Set<ElementView>([start]);
  for (const element of found) {
    for (const name of next(element)) {
      const other = view.elements.get(name);
      if (other) found.add(other);
    }
  }
  found.delete(start);
  return [...found];
}

/** Whether the element makes batches out of single streams. */
export function isBatcher({ node }: ElementView): boolean {
  return node.factory === 'nvstreammux' || node.factory === 'nvmultiurisrcbin';
}

/** nvinfer and nvinferserver. */
export function isInference({ node }: ElementView): boolean {
  return node.factory === 'nvinfer' || node.factory === 'nvinferserver';
}

/** The nearest element upstream that makes batches. */
export function batcherOf(view: PipelineView, element: ElementView): ElementView | undefined {
  return upstream(view, element).find(isBatcher);
}

/** All elements that make batches. */
export function batchersOf(view: PipelineView): ElementView[] {
  return [...view.elements.values()].filter(isBatcher);
}

/** Whether the element scales every stream to one size and owns the batch's frames. */
export function isScalingBatcher(view: PipelineView, element: ElementView): boolean {
  return isBatcher(element) && view.document.target.streammux === 'legacy';
}
